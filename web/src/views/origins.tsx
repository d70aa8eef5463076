// Where the chains end, what each end said, and which of the ends may be one.

import { useData } from '../lib/api';
import { byTime, sayDay } from '../lib/dates';
import { optionsHref } from '../lib/router';
import { Points } from '../lib/points';
import { documentsById, plural, sayAccess, sayKind, sayRange, sayVoice } from '../lib/say';
import type { Annotated, Independent, Join, Origin, Trace } from '../lib/types';
import { toNarrative } from '../lib/places';
import { Choice, DocumentLine, Empty, wordsHref } from '../parts/basics';

function SaidIn({ document, origin, trace }: { document: string; origin: Origin; trace: Trace }) {
  const { data } = useData<Annotated>(`/documents/${document}`);
  const own = new Set(origin.claims.filter((id) => id.startsWith(document)).map((id) => id.slice(document.length + 1)));
  const points = data && new Points(data.text);
  return (
    <li>
      <DocumentLine id={document} row={documentsById(trace).get(document)} />
      <ul class="plain said">
        {data?.claims
          .filter(({ id }) => own.has(id))
          .map((claim) => {
            const words = points!.slice(claim.span);
            return (
              <li key={claim.id}>
                <a href={wordsHref(document, claim.span, words)}>
                  <q class="words">{words}</q>
                </a>
                {claim.polarity === 'negative' && <small> denied or negated</small>}
              </li>
            );
          })}
      </ul>
    </li>
  );
}

function OriginCard({ origin, trace, open }: { origin: Origin; trace: Trace; open: boolean }) {
  const rows = documentsById(trace);
  return (
    <li class="card">
      <h2>
        <a href={optionsHref({ said: open ? null : origin.id })} data-stay aria-expanded={open}>
          {origin.name}
        </a>
        <span class="kind">{sayKind(origin.kind)}</span>
        {origin.denies && <span class="kind denies">only denies: listed apart</span>}
      </h2>
      <p class="note">
        {origin.affiliation ? `${origin.affiliation} · ` : ''}
        {sayAccess(origin.access)} · first seen {sayDay(origin.first_seen)} · {plural(origin.documents.length, 'article')} · {plural(origin.claims.length, 'claim')}
        {origin.via.length > 0 && ` · by way of ${origin.via.join(', ')}`}
      </p>
      <p class="links">
        <a href={optionsHref({ said: open ? null : origin.id })} data-stay>
          {open ? 'Fold' : 'All it said'}
        </a>
        <a href={toNarrative(trace.narrative.id, 'way', { box: origin.id })}>Its way</a>
      </p>
      {open && (
        <ul class="plain">
          {[...origin.documents].sort((a, b) => byTime(rows.get(a)?.published, rows.get(b)?.published)).map((id) => (
            <SaidIn key={id} document={id} origin={origin} trace={trace} />
          ))}
        </ul>
      )}
    </li>
  );
}

/** Joins of one and the same origins for one and the same reason are told once, with all their words. */
function told(groups: Join[]): Join[] {
  const byReason = new Map<string, Join>();
  for (const group of groups) {
    const key = `${group.origins.join()} ${group.reason}`;
    const known = byReason.get(key);
    if (known) known.evidence = [...known.evidence, ...group.evidence];
    else byReason.set(key, { ...group });
  }
  return [...byReason.values()];
}

function Joins({ range, trace }: { range: Independent; trace: Trace }) {
  const name = (id: string) => trace.origins.find((origin) => origin.id === id)?.name ?? id;
  const rows = documentsById(trace);
  const surely = told(range.groups.filter(({ certain }) => certain));
  const perhaps = told(range.groups.filter(({ certain }) => !certain));
  const list = (groups: Join[]) => (
    <ul class="plain joins">
      {groups.map((group, index) => (
        <li key={index}>
          <strong>{group.origins.map(name).join('  =  ')}</strong>
          <p class="note">{group.reason}</p>
          <p>
            {group.evidence.slice(0, 4).map(({ document, span, text }, at) => (
              <span key={at} class="cited">
                {span ? <a href={wordsHref(document, span, text)}><q class="words">{text}</q></a> : <q class="words">{text}</q>} <small>{rows.get(document)?.publisher}</small>
              </span>
            ))}
          </p>
        </li>
      ))}
    </ul>
  );
  return (
    <section class="separate">
      <p>
        An estimate of <strong>{range.count}</strong> separate origins: at most {range.max} (joining only what is surely one), at least {range.min} (joining also what may be one).
      </p>
      <h2 class="section-title">May be one</h2>
      {perhaps.length ? list(perhaps) : <Empty>No two of these origins may be one, as far as the pile shows.</Empty>}
      <h2 class="section-title">Surely one</h2>
      {surely.length ? list(surely) : <Empty>Nothing had to be joined.</Empty>}
    </section>
  );
}

function Unsourced({ trace }: { trace: Trace }) {
  const rows = documentsById(trace);
  if (!trace.unsourced.length) return null;
  return (
    <details class="unsourced">
      <summary>{plural(trace.unsourced.length, 'claim')} without a source, counted nowhere</summary>
      <ul class="plain">
        {trace.unsourced.slice(0, 200).map(({ claim, voice, evidence: [first] }) => (
          <li key={claim}>
            {first?.span ? <a href={wordsHref(first.document, first.span, first.text)}><q class="words">{first.text}</q></a> : claim}{' '}
            <small>
              {first && rows.get(first.document)?.publisher} · {sayVoice(voice)}
            </small>
          </li>
        ))}
      </ul>
    </details>
  );
}

const filters = [
  ['all', 'All'],
  ['named', 'Named'],
  ['unnamed', 'Unnamed'],
  ['deniers', 'Only deny'],
  ['separate', 'How separate'],
] as const;

function fits(origin: Origin, only: string): boolean {
  if (only === 'named') return origin.kind !== 'unnamed' && !origin.denies;
  if (only === 'unnamed') return origin.kind === 'unnamed' && !origin.denies;
  return only === 'deniers' ? Boolean(origin.denies) : true;
}

export function OriginsView({ trace, options }: { trace: Trace; options: Readonly<Record<string, string>> }) {
  const allegation = trace.allegations.find(({ id }) => id === options.allegation);
  const origins = trace.origins.filter(({ id }) => !allegation?.origins || allegation.origins.includes(id));
  const range = allegation?.independent_origins ?? trace.independent_origins;
  const only = filters.find(([value]) => value === options.only)?.[0] ?? 'all';
  const label = (value: string, text: string) => (value === 'separate' ? `How separate: ${sayRange(range)}` : `${text} (${origins.filter((origin) => fits(origin, value)).length})`);
  const shown = origins.filter((origin) => fits(origin, only));
  return (
    <>
      <Choice label="Which sources" value={only} options={filters.map(([value, text]) => ({ value, label: label(value, text), href: optionsHref({ only: value === 'all' ? null : value }) }))} />
      {only === 'separate' ? (
        <Joins range={range} trace={trace} />
      ) : (
        <ul class="plain cards">
          {shown.map((origin) => (
            <OriginCard key={origin.id} origin={origin} trace={trace} open={options.said === origin.id} />
          ))}
          {!shown.length && <Empty>No such source{trace.circles?.length ? '; a circle of credits has no end' : ''}.</Empty>}
        </ul>
      )}
      <Unsourced trace={trace} />
    </>
  );
}
