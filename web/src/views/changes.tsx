// How a claim changed on its way: slots by retelling with what each said first, quotations that drifted,
// sources that were lost or strengthened, and any two texts word by word.

import { useMemo } from 'preact/hooks';
import { useData } from '../lib/api';
import { byTime, sayDay } from '../lib/dates';
import { diffWords, type Piece } from '../lib/diff';
import { optionsHref, withOptions } from '../lib/router';
import { Points } from '../lib/points';
import { documentsById, publisherOf, sayDocument, titleOf } from '../lib/say';
import { toDocument } from '../lib/places';
import { followers, revisionsOf } from '../lib/versions';
import type { Annotated, AttributionChange, DocumentRow, Drift, Evidence, Revision, Trace, Variant } from '../lib/types';
import { DiffText, Empty, Loading, wordsHref } from '../parts/basics';
import { RevisionNote } from '../parts/revisions';

type Rows = Map<string, DocumentRow>;

const dateOf = (rows: Rows, id: string) => rows.get(id)?.published ?? null;

/** The dated retelling that has a value first; undated ones are in no order and are never first. */
function firstOf(documents: string[], rows: Rows): string | null {
  const dated = documents.filter((id) => dateOf(rows, id));
  return dated.sort((a, b) => byTime(dateOf(rows, a), dateOf(rows, b)))[0] ?? null;
}

type Cell = { value: string; evidence: Evidence | undefined; first: boolean };

function cellsOf(variant: Variant, document: string, rows: Rows): Cell[] {
  return variant.values
    .filter(({ documents }) => documents.includes(document))
    .map(({ value, documents, evidence }) => ({
      value,
      evidence: evidence.find((one) => one.document === document),
      first: firstOf([...documents], rows) === document,
    }));
}

function CellBody({ cells }: { cells: Cell[] }) {
  if (!cells.length) return <td class="none">–</td>;
  return (
    <td>
      {cells.map(({ value, evidence, first }) => (
        <div key={value} class={first ? 'value first' : 'value'}>
          {evidence?.span ? <a href={wordsHref(evidence.document, evidence.span, evidence.text)} title={evidence.text}>{value}</a> : value}
          {first && <small>first here</small>}
        </div>
      ))}
    </td>
  );
}

function Slots({ variants, rows, earlier }: { variants: Variant[]; rows: Rows; earlier: (id: string) => boolean }) {
  const documents = [...new Set(variants.flatMap(({ values }) => values.flatMap((value) => value.documents)))];
  documents.sort((a, b) => byTime(dateOf(rows, a), dateOf(rows, b)));
  if (!documents.length) return <Empty>All retellings agree, as far as their slots were read.</Empty>;
  return (
    <div class="table-scroll" tabIndex={0} role="region" aria-label="Slots by retelling">
      <table class="slots">
        <thead>
          <tr>
            <th scope="col">Retelling</th>
            {variants.map((variant, index) => (
              <th scope="col" key={index}>
                {variant.slot}
                {variant.conflict && <span class="tag conflict">cannot both hold</span>}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {documents.map((id) => (
            <tr key={id}>
              <th scope="row">
                <a href={toDocument(id)}>{publisherOf(rows.get(id))}</a>
                <small>{sayDay(dateOf(rows, id))}{earlier(id) && ', as it stood before'}</small>
              </th>
              {variants.map((variant, index) => (
                <CellBody key={index} cells={cellsOf(variant, id, rows)} />
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function DriftItem({ drift, rows }: { drift: Drift; rows: Rows }) {
  const [base, ...others] = drift.wordings;
  if (!base) return null;
  const who = (ids: string[]) => ids.map((id) => publisherOf(rows.get(id))).join(', ');
  const linked = (evidence: Evidence | undefined, body: preact.ComponentChildren) =>
    evidence?.span ? <a href={wordsHref(evidence.document, evidence.span, evidence.text)}>{body}</a> : body;
  return (
    <li class="card drift">
      <p class="note">{drift.utterance.slice(0, Math.max(0, drift.utterance.indexOf(':'))) || 'One utterance'}, quoted in {drift.wordings.length} ways</p>
      <p class="wording">{linked(base.evidence[0], <q class="words">{base.text}</q>)} <small>{who(base.documents)}</small></p>
      {others.map((wording, index) => (
        <p class="wording" key={index}>
          {linked(wording.evidence[0], <q class="words"><DiffText pieces={diffWords(base.text, wording.text)} /></q>)} <small>{who(wording.documents)}</small>
        </p>
      ))}
    </li>
  );
}

const sayChange = ({ kind, from, to, where, of }: AttributionChange) => {
  const place = where === 'headline' ? ' in the headline' : '';
  if (of === 'label') return `Label lost: “${from ?? ''}” is not said here`;
  if (kind === 'dropped') return `Source dropped${place}${from ? ` (“${from}” before)` : ''}`;
  if (kind === 'added') return `Source added${place}${to ? ` (“${to}”)` : ''}`;
  return `${kind === 'strengthened' ? 'Strengthened' : 'Weakened'}${place}: “${from ?? ''}” → “${to ?? ''}”`;
};

function SourceChanges({ changes, rows }: { changes: AttributionChange[]; rows: Rows }) {
  if (!changes.length) return <Empty>No retelling drops a source or a label, or strengthens a source.</Empty>;
  return (
    <ul class="plain cards">
      {changes.map((change, index) => (
        <li key={index} class="card">
          <h3>
            <span class={`tag ${change.kind}`}>{sayChange(change)}</span> {publisherOf(rows.get(change.document))}, {sayDay(dateOf(rows, change.document))}
          </h3>
          {change.evidence.map(({ document, span, text }, at) => (
            <p class="wording" key={at}>
              {span ? <a href={wordsHref(document, span, text)}><q class="words">{text}</q></a> : <q class="words">{text}</q>} <small>{publisherOf(rows.get(document))}</small>
            </p>
          ))}
        </li>
      ))}
    </ul>
  );
}

function Revisions({ revisions, rows }: { revisions: Revision[]; rows: Rows }) {
  if (!revisions.length) return <Empty>No page here is held in more than one version.</Empty>;
  return (
    <ul class="plain cards">
      {revisions.map((revision) => (
        <li key={revision.from} class="card">
          <h3>{publisherOf(rows.get(revision.to))}: {titleOf(rows.get(revision.to), revision.to)}</h3>
          <RevisionNote revision={revision} />
        </li>
      ))}
    </ul>
  );
}

/** The text without what is not article. */
function articleOf(document: Annotated): string {
  const points = new Points(document.text);
  return document.body.length ? document.body.map((span) => points.slice(span)).join('\n\n') : document.text;
}

function TwoTexts({ before, after }: { before: Annotated; after: Annotated }) {
  const pieces = useMemo(() => diffWords(articleOf(before), articleOf(after)), [before, after]);
  const count = (kind: Piece['kind']) => pieces.filter((piece) => piece.kind === kind).reduce((sum, { text }) => sum + (text.match(/\S+/g)?.length ?? 0), 0);
  return (
    <>
      <p class="note">
        {count('same')} words alike, <del>{count('gone')} only in the first</del>, <ins>{count('new')} only in the second</ins>.
      </p>
      <div class="two-texts">
        <DiffText pieces={pieces} fold />
      </div>
    </>
  );
}

type PickProps = { name: string; label: string; value: string; rows: DocumentRow[]; earlier: (id: string) => boolean };

function Pick({ name, label, value, rows, earlier }: PickProps) {
  return (
    <label>
      {label}
      <select value={value} onChange={(event) => withOptions({ [name]: event.currentTarget.value }, true)}>
        {rows.map((row) => (
          <option key={row.id} value={row.id}>
            {`${sayDocument(row)}${earlier(row.id) ? ', as it stood before' : ''}: ${titleOf(row)}`}
          </option>
        ))}
      </select>
    </label>
  );
}

/** The two that share most without being the same: where a comparison tells most. */
function defaultPair(trace: Trace, ids: string[]): [string, string] {
  const near = trace.reuse.filter(({ from, to, similarity }) => similarity < 1 && ids.includes(from) && ids.includes(to)).sort((a, b) => b.similarity - a.similarity)[0];
  return near ? [near.from, near.to] : [ids[0] ?? '', ids[1] ?? ids[0] ?? ''];
}

function Compare({ trace, ids, options }: { trace: Trace; ids: string[]; options: Readonly<Record<string, string>> }) {
  const known = documentsById(trace);
  const next = followers(trace.revisions);
  const versions = ids.flatMap((id) => revisionsOf(trace, id).map(({ from }) => from));
  const rows = [...versions, ...ids].map((id) => known.get(id)).filter((row): row is DocumentRow => Boolean(row)).sort((a, b) => byTime(a.published, b.published));
  const pair = defaultPair(trace, ids);
  const [first, second] = [known.has(options.one ?? '') ? options.one! : pair[0], known.has(options.two ?? '') ? options.two! : pair[1]];
  const one = useData<Annotated>(first ? `/documents/${first}` : null);
  const two = useData<Annotated>(second ? `/documents/${second}` : null);
  const problem = one.problem ?? two.problem;
  return (
    <>
      <div class="picks">
        <Pick name="one" label="First text" value={first} rows={rows} earlier={(id) => next.has(id)} />
        <Pick name="two" label="Second text" value={second} rows={rows} earlier={(id) => next.has(id)} />
      </div>
      {problem && <p class="problem">{problem.message}</p>}
      {one.data && two.data ? <TwoTexts before={one.data} after={two.data} /> : !problem && <Loading />}
    </>
  );
}

export function Changes({ trace, options }: { trace: Trace; options: Readonly<Record<string, string>> }) {
  const rows = documentsById(trace);
  const { allegation } = options;
  const own = <T extends { allegation: string }>(list: T[]) => list.filter((one) => !allegation || one.allegation === allegation);
  const ids = trace.allegations.find(({ id }) => id === allegation)?.documents ?? trace.narrative.documents;
  const drift = own(trace.drift);
  const next = followers(trace.revisions);
  return (
    <>
      <section>
        <h2 class="section-title">Slots that differ</h2>
        <Slots variants={own(trace.variants)} rows={rows} earlier={(id) => next.has(id)} />
      </section>
      <section>
        <h2 class="section-title">Quotations that drifted</h2>
        {drift.length ? <ul class="plain cards">{drift.map((one, index) => <DriftItem key={index} drift={one} rows={rows} />)}</ul> : <Empty>No utterance is quoted in different words.</Empty>}
      </section>
      <section>
        <h2 class="section-title">Sources and labels lost, sources strengthened</h2>
        <SourceChanges changes={trace.attribution_changes.filter(({ document }) => ids.includes(document))} rows={rows} />
      </section>
      <section>
        <h2 class="section-title">What a page changed in itself</h2>
        <Revisions revisions={ids.flatMap((id) => revisionsOf(trace, id))} rows={rows} />
      </section>
      <section id="compare">
        <h2 class="section-title">Two texts, word by word</h2>
        <Compare trace={trace} ids={ids} options={options} />
        <p class="note"><a href={optionsHref({ one: options.two ?? null, two: options.one ?? null })} data-stay>Swap the two</a></p>
      </section>
    </>
  );
}
