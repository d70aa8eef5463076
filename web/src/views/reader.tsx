// The article: attributions as nested coloured brackets, the chain of the one under the pointer or chosen
// with j and k, claims and names on demand. Foreign text stands in text nodes only.

import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import { getBlob, useData } from '../lib/api';
import { sayMoment } from '../lib/dates';
import { land, Points, type Landing, type Span } from '../lib/points';
import { address, toDocument, toNarrative } from '../lib/places';
import { here, optionsHref, withOptions } from '../lib/router';
import { attributionMarks, chainOf, inOrder, isBoilerplate, type AttributionMark } from '../lib/reading';
import { plural, publisherOf, sayAccess, sayKind, sayVoice, titleOf } from '../lib/say';
import { paragraphs, segments, type Mark, type Segment } from '../lib/segments';
import type { Annotated, Attribution, Claim, ClaimRow, List, NarrativeRow } from '../lib/types';
import { Await, Choice, wordsHref } from '../parts/basics';
import { DecideForm, NoteForm, SetForm } from '../parts/decide';
import { OwnLabels } from '../parts/labels';
import { RevisionNote } from '../parts/revisions';

type Extra = { kind: 'claim' | 'mention' | 'landed'; id: string; type?: string };
type Over = AttributionMark | Extra;

const isAttribution = (mark: Over): mark is AttributionMark => 'part' in mark;
const hues = 4;

type Show = { claims: boolean; names: boolean };

/** All that is drawn over the text; later marks lie over earlier ones. */
function marksOf(document: Annotated, show: Show, landed: Span | null): Mark<Over>[] {
  const marks: Mark<Over>[] = attributionMarks(document.attributions.filter(({ rejected }) => !rejected));
  if (show.claims) marks.push(...document.claims.map(({ id, span }) => ({ span, of: { kind: 'claim' as const, id } })));
  if (show.names) marks.push(...document.mentions.map(({ id, span, type }) => ({ span, of: { kind: 'mention' as const, id, type } })));
  if (landed) marks.push({ span: landed, of: { kind: 'landed', id: 'landed' } });
  return marks;
}

const contentOf = ({ of }: Mark<Over>) => isAttribution(of) && of.part === 'content';

function classesOf(segment: Segment<Over>, lit: Set<string>, chosen: string | undefined): string {
  const names = new Set<string>();
  for (const { of } of segment.marks) {
    if (!isAttribution(of)) {
      names.add(of.kind === 'mention' ? `mention ${of.type}` : of.kind);
      continue;
    }
    if (of.part !== 'content') names.add(`${of.part} d${of.depth % hues}`);
    if (lit.has(of.id)) names.add(of.id === chosen ? `lit d${of.depth % hues}` : `around d${of.depth % hues}`);
  }
  return [...names].join(' ');
}

/** Brackets are drawn, not written: they are not in what a reader selects and copies. */
const Bracket = ({ mark, side }: { mark: Mark<Over>; side: 'open' | 'close' }) => (
  <span class={`bracket ${side} d${(mark.of as AttributionMark).depth % hues}`} aria-hidden="true" />
);

const byDepth = (a: Mark<Over>, b: Mark<Over>) => (a.of as AttributionMark).depth - (b.of as AttributionMark).depth;

/** The innermost attribution at a place: its content first, then its source and cue. */
const innermost = (segment: Segment<Over>) =>
  segment.marks.filter(({ of }) => isAttribution(of)).sort((a, b) => byDepth(b, a))[0]?.of.id;

type ParagraphProps = {
  span: Span;
  points: Points;
  marks: Mark<Over>[];
  lit: Set<string>;
  chosen: string | undefined;
  role: 'body' | 'headline' | 'meta' | 'boilerplate';
  onPoint: (id: string | undefined) => void;
};

function Paragraph({ span, points, marks, lit, chosen, role, onPoint }: ParagraphProps) {
  const parts = useMemo(() => segments(span, marks), [span, marks]);
  const Tag = role === 'headline' ? 'h1' : 'p';
  return (
    <Tag class={role}>
      {parts.map((segment) => {
        const id = innermost(segment);
        const landed = segment.marks.some(({ of }) => !isAttribution(of) && of.kind === 'landed');
        return (
          <span key={segment.span[0]}>
            {segment.opens.filter(contentOf).sort(byDepth).map((mark) => <Bracket key={mark.of.id} mark={mark} side="open" />)}
            <span class={classesOf(segment, lit, chosen)} data-a={id} data-landed={landed ? '' : undefined} onMouseEnter={() => onPoint(id)} onClick={id ? () => withOptions({ a: id }, true) : undefined}>
              {points.slice(segment.span)}
            </span>
            {segment.closes.filter(contentOf).sort((a, b) => byDepth(b, a)).map((mark) => <Bracket key={mark.of.id} mark={mark} side="close" />)}
          </span>
        );
      })}
    </Tag>
  );
}

const touches = (a: Span, b: Span | null | undefined) => Boolean(b && a[0] < b[1] && b[0] < a[1]);

/** What a line of the page is; byline and date are neither the article's words nor furniture. */
function roleOf(document: Annotated, span: Span): ParagraphProps['role'] {
  if (document.headline && document.headline[0] === span[0] && document.headline[1] === span[1]) return 'headline';
  if (document.body.some((body) => touches(span, body))) return 'body';
  if (isBoilerplate(document, span)) return 'boilerplate';
  return touches(span, document.byline) || touches(span, document.published_span) ? 'meta' : 'body';
}

function Text({ document, points, show, landed, lit, chosen, onPoint }: { document: Annotated; points: Points; show: Show; landed: Span | null; lit: Set<string>; chosen: string | undefined; onPoint: (id: string | undefined) => void }) {
  const lines = useMemo(() => paragraphs(document.text), [document]);
  const marks = useMemo(() => marksOf(document, show, landed), [document, show.claims, show.names, landed?.[0], landed?.[1]]);
  return (
    <div class="text" onMouseLeave={() => onPoint(undefined)} {...(document.language ? { lang: document.language } : {})}>
      {lines.map((span) => (
        <Paragraph key={span[0]} span={span} points={points} marks={marks} lit={lit} chosen={chosen} role={roleOf(document, span)} onPoint={onPoint} />
      ))}
    </div>
  );
}

const sourceWords = (attribution: Attribution, points: Points) => attribution.source.map((span) => points.slice(span)).join(' … ') || attribution.source_name || 'nobody named';

function ChainLink({ attribution, points, depth }: { attribution: Attribution; points: Points; depth: number }) {
  return (
    <li class={`link d${depth % hues}`}>
      <q class="words">{sourceWords(attribution, points)}</q>
      {attribution.cue.length > 0 && <> <em>{attribution.cue.map((span) => points.slice(span)).join(' … ')}</em></>}
      <small>
        {sayKind(attribution.source_kind)}
        {attribution.affiliation ? `, ${attribution.affiliation}` : ''} · {attribution.quote} · {attribution.modality} · {sayAccess(attribution.access)} · reading confidence {attribution.confidence.toFixed(2)}
      </small>
    </li>
  );
}

/** From the page, through whom it credits, to the one who is said to have said it. */
function Chain({ document, points, id }: { document: Annotated; points: Points; id: string }) {
  const chain = chainOf(id, document.attributions);
  const content = chain[chain.length - 1]?.content[0];
  const relays = document.relay.filter(({ scope }) => !content || scope.some(([begin, end]) => begin < content[1] && content[0] < end));
  return (
    <ol class="plain chain">
      <li class="link page">{publisherOf(document)} <small>this page, {sayMoment(document.published)}</small></li>
      {relays.map((relay, index) => <li key={index} class="link relay">{relay.name} <small>{relay.kind}, credited ({relay.basis})</small></li>)}
      {chain.map((attribution, depth) => <ChainLink key={attribution.id} attribution={attribution} points={points} depth={depth} />)}
    </ol>
  );
}

function ChainPanel({ document, points, id, pinned }: { document: Annotated; points: Points; id: string | undefined; pinned: boolean }) {
  const total = document.attributions.length;
  const order = inOrder(document.attributions);
  const index = order.findIndex((one) => one.id === id);
  return (
    <section class={pinned && id ? 'chain-panel chosen' : 'chain-panel'} aria-label="The chain of the words" aria-live="polite">
      <a class="close" href={optionsHref({ a: null })} data-stay aria-label="Close">×</a>
      <h2>
        {index < 0 ? plural(total, 'attribution') : `Attribution ${index + 1} of ${total}`}
        <span class="keys"><kbd>j</kbd> next <kbd>k</kbd> back</span>
      </h2>
      <p class="step">
        <button type="button" onClick={() => step(document, id, 1)} disabled={!total}>Next</button>
        <button type="button" onClick={() => step(document, id, -1)} disabled={!total}>Back</button>
      </p>
      {id && index >= 0 ? <Chain document={document} points={points} id={id} /> : <p class="note">{total ? 'Point at bracketed words, or press j, to see who stands behind them.' : 'Nobody is quoted here.'}</p>}
      {id && pinned && index >= 0 && (
        <div class="actions">
          <DecideForm title="Reject this attribution" verb="reject" about={() => [`${document.id}#${id}`]} does="It gives nobody as the source of these words any more; it stays visible as rejected." />
          <DecideForm title="Split this mention off" verb="split" about={() => [`${document.id}#${id}`]} does="Its source is another than those it is counted as one with." />
          <NoteForm id={`${document.id}#${id}`} on="the attribution" />
        </div>
      )}
    </section>
  );
}

function step(document: Annotated, from: string | undefined, by: 1 | -1): void {
  const order = inOrder(document.attributions.filter(({ rejected }) => !rejected));
  if (!order.length) return;
  const at = order.findIndex(({ id }) => id === from);
  const next = at < 0 ? (by > 0 ? 0 : order.length - 1) : (at + by + order.length) % order.length;
  withOptions({ a: order[next]!.id }, true);
}

/** From where the address is, not where the view is: keys may come faster than it is drawn. */
function useKeys(document: Annotated): void {
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      const typing = event.target instanceof Element && event.target.closest('input, textarea, select');
      if (typing || event.ctrlKey || event.metaKey || event.altKey) return;
      if (event.key === 'j') step(document, here().options.a, 1);
      if (event.key === 'k') step(document, here().options.a, -1);
    };
    addEventListener('keydown', press);
    return () => removeEventListener('keydown', press);
  }, [document]);
}

function ClaimList({ document, points }: { document: Annotated; points: Points }) {
  // The listing knows who is meant and where each claim is told again; what the text says stands here already.
  const listed = useData<List<ClaimRow>>(address('/claims', { document: document.id, limit: 500 }));
  const rows = new Map(listed.data?.items.map((row) => [row.id, row]));
  const say = (claim: Claim) => [claim.polarity === 'negative' && 'negated', claim.modality !== 'fact' && claim.modality, sayVoice(claim.voice)].filter(Boolean).join(' · ');
  return (
    <section aria-label="Claims">
      <h2>{plural(document.claims.length, 'claim')}</h2>
      <ul class="plain claim-list">
        {document.claims.map((claim) => {
          const words = points.slice(claim.span);
          const row = rows.get(`${document.id}#${claim.id}`);
          return (
            <li key={claim.id}>
              <a href={wordsHref(document.id, claim.span, words)}><q class="words">{words}</q></a>
              <small>
                {row?.source && `${row.source} · `}{say(claim)}
                {row?.allegation && <> · <a href={toNarrative(row.allegation)}>its way</a></>}
              </small>
            </li>
          );
        })}
      </ul>
    </section>
  );
}

function NameList({ document }: { document: Annotated }) {
  return (
    <section aria-label="Names">
      <h2>{plural(document.entities.length, 'name')}</h2>
      <ul class="plain name-list">
        {document.entities.map(({ id, name, type, aliases }) => <li key={id}><span class={`mention ${type}`}>{name}</span> <small>{type}{aliases.length ? ` · also ${aliases.join(', ')}` : ''}</small></li>)}
      </ul>
    </section>
  );
}

const dateSources: Record<string, string> = { url: 'from URL', input: 'given with the file', analyst: 'the analyst’s' };

function Facts({ document }: { document: Annotated }) {
  const [problem, setProblem] = useState<string>();
  const save = () => getBlob(`/documents/${document.id}/original`).then((blob) => {
    const link = window.document.createElement('a');
    link.href = URL.createObjectURL(blob);
    link.download = `${document.id}.original`;
    link.click();
  }, (error: Error) => setProblem(error.message));
  return (
    <details class="facts-fold">
      <summary>Dates, hash, original</summary>
      <dl class="facts">
        {document.dates.map(({ kind, value, from }, index) => <div key={index}><dt>{kind.replace('_', ' ')}</dt><dd>{sayMoment(value)} <small>{dateSources[from] ?? from}</small></dd></div>)}
        {document.overruled?.map(({ field, value }) => <div key={field}><dt>the page’s own {field}</dt><dd>{value ?? 'none'}</dd></div>)}
        {document.authors.length > 0 && <div><dt>by</dt><dd>{document.authors.join(', ')}</dd></div>}
        <div><dt>id</dt><dd><code>{document.id}</code></dd></div>
        {document.sha256 && <div><dt>SHA-256</dt><dd><code class="hash">{document.sha256}</code></dd></div>}
        {document.path && <div><dt>file</dt><dd>{document.path}</dd></div>}
        {document.url && <div><dt>address</dt><dd>{document.url}</dd></div>}
      </dl>
      <button type="button" onClick={() => void save()}>Save the original</button>
      {problem && <p class="problem">{problem}</p>}
      <SetForm document={document.id} />
      <NoteForm id={document.id} on="the article" />
    </details>
  );
}

/** The narratives that the article tells with others: the way back from its words. */
function Stories({ document }: { document: Annotated }) {
  const { data } = useData<List<NarrativeRow>>(address('/narratives', { document: document.id, origins: 'known', limit: 5 }));
  if (!data?.items.length) return null;
  return (
    <p class="stories">
      Told with others in{' '}
      {data.items.map((row, index) => (
        <span key={row.id}>{index > 0 && '; '}<a href={toNarrative(row.id, 'way', { box: document.id })}>{row.label}</a> <small>({plural(row.documents.length, 'article')})</small></span>
      ))}
    </p>
  );
}

/** Which version of its page this is, the others, and what changed from each to the next. */
function Versions({ document, open }: { document: Annotated; open: boolean }) {
  const { versions = [], revisions = [] } = document;
  const at = versions.findIndex(({ id }) => id === document.id);
  if (versions.length < 2 || at < 0) return null;
  const neighbour = (index: number, words: string) => versions[index] && <> · <a href={toDocument(versions[index].id, { versions: open ? 1 : null })}>{words}</a></>;
  return (
    <div class="versions">
      <p>
        {at === versions.length - 1 ? `The latest of ${versions.length} versions` : `Version ${at + 1} of ${versions.length}`} of this page that are held
        {neighbour(at - 1, 'the one before')}
        {neighbour(at + 1, 'the one after')} ·{' '}
        <a href={optionsHref({ versions: open ? null : 1 })} data-stay aria-expanded={open}>what changed</a>
      </p>
      {open && revisions.map((revision) => <RevisionNote key={revision.from} revision={revision} />)}
    </div>
  );
}

type Landed = { span: Span; landing: Landing } | null;

/** A claim by its number: good for this reading of the page only, so what is not there is said. */
function claimLanding(page: Annotated, points: Points, id: string): Landed {
  const claim = page.claims.find((one) => one.id === id);
  if (claim) return { span: claim.span, landing: land(points, claim.span, null) };
  return { span: [0, 0], landing: { ok: false, why: `This article has no claim ${id}.` } };
}

function landingOf(page: Annotated, points: Points, options: Readonly<Record<string, string>>): Landed {
  if (options.c) return claimLanding(page, points, options.c);
  if (options.b === undefined && options.e === undefined) return null;
  const number = (text: string | undefined) => (text && /^\d+$/.test(text) ? Number(text) : NaN);
  const span: Span = [number(options.b), number(options.e)];
  return { span, landing: land(points, span, options.w ?? null) };
}

/** Brings the words of the address, or the chosen attribution, into sight. */
function useSight(key: string, selector: string): void {
  const done = useRef('');
  useEffect(() => {
    if (done.current === key) return;
    done.current = key;
    const target = document.querySelector(selector);
    if (target) target.scrollIntoView({ block: 'center' });
  }, [key, selector]);
}

/** Whether the headline stands in the text as a line of its own: then it is not set above it again. */
const lineFor = (text: string, headline: Span | null | undefined, points: Points) =>
  Boolean(headline && points.has(headline) && paragraphs(text).some(([begin, end]) => begin === headline[0] && end === headline[1]));

function Article({ document: page, options }: { document: Annotated; options: Readonly<Record<string, string>> }) {
  const points = useMemo(() => new Points(page.text), [page]);
  const [pointed, setPointed] = useState<string>();
  const chosen = page.attributions.some(({ id }) => id === options.a) ? options.a : undefined;
  const landed = landingOf(page, points, options);
  const shown = pointed ?? chosen;
  const lit = new Set(shown ? chainOf(shown, page.attributions).map(({ id }) => id) : []);
  const show = { claims: options.show === 'claims', names: options.show === 'names' };
  useKeys(page);
  useSight(`${page.id} ${options.b} ${options.e} ${options.c} ${chosen}`, chosen ? `[data-a="${chosen}"]` : '[data-landed]');
  return (
    <div class="reader">
      <article>
        <p class="over">{publisherOf(page)} · {sayMoment(page.published)}{page.page && page.page !== 'article' ? ` · not an article (${page.page})` : ''}</p>
        <Stories document={page} />
        <OwnLabels document={page} />
        <Versions document={page} open={options.versions === '1'} />
        {!lineFor(page.text, page.headline, points) && <h1>{titleOf(page, page.id)}</h1>}
        <div class="bar reading-bar">
          <Choice label="Also mark" value={options.show ?? ''} options={[{ value: '', label: 'Attributions', href: optionsHref({ show: null }) }, { value: 'claims', label: `+ ${plural(page.claims.length, 'claim')}`, href: optionsHref({ show: 'claims' }) }, { value: 'names', label: '+ names', href: optionsHref({ show: 'names' }) }]} />
        </div>
        {landed && !landed.landing.ok && <p class="problem" role="alert">This link cannot be followed to its words. {landed.landing.why}</p>}
        <Text document={page} points={points} show={show} landed={landed?.landing.ok ? landed.span : null} lit={lit} chosen={shown} onPoint={setPointed} />
      </article>
      <aside class="panel">
        <ChainPanel document={page} points={points} id={shown} pinned={shown === chosen} />
        {show.claims && <ClaimList document={page} points={points} />}
        {show.names && <NameList document={page} />}
        <Facts document={page} />
      </aside>
    </div>
  );
}

export function Reader({ id, options }: { id: string; options: Readonly<Record<string, string>> }) {
  const data = useData<Annotated>(`/documents/${encodeURIComponent(id)}`);
  return (
    <Await data={data} what="Opening the article">
      {(page) => <Article document={page} options={options} />}
    </Await>
  );
}
