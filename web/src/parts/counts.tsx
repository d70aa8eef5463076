// "12 articles · 5 outlets · ends at 2 named, 1 unnamed · separate origins 2 (1–3)": every number leads to
// what was counted.

import { toNarrative } from '../lib/places';
import { documentsById, outletsOf, plural, sayRange } from '../lib/say';
import type { NarrativeRow, Range, Trace } from '../lib/types';

export type Counts = {
  articles: number;
  outlets?: number | undefined;
  origins?: { named: number; unnamed: number } | undefined;
  separate?: Range | null | undefined;
};

export const countsOfRow = (row: NarrativeRow): Counts => ({
  articles: row.documents.length,
  outlets: row.outlets ?? undefined,
  origins: row.origins ?? undefined,
  separate: row.independent_origins,
});

export function countsOfTrace(trace: Trace): Counts {
  const rows = documentsById(trace);
  return {
    articles: trace.narrative.documents.length,
    outlets: outletsOf(trace.narrative.documents.map((id) => rows.get(id))).length,
    origins: { named: trace.independent_origins.named, unnamed: trace.independent_origins.unnamed },
    separate: trace.independent_origins,
  };
}

export const countsKnown = ({ outlets, origins, separate }: Counts) => outlets !== undefined && origins !== undefined && Boolean(separate);

function Ends({ id, origins }: { id: string; origins: { named: number; unnamed: number } }) {
  const { named, unnamed } = origins;
  return (
    <span>
      ends at <a href={toNarrative(id, 'sources', { only: 'named' })}>{named} named</a>,{' '}
      <a href={toNarrative(id, 'sources', { only: 'unnamed' })}>{unnamed} unnamed</a>
    </span>
  );
}

export function CountLine({ id, counts }: { id: string; counts: Counts }) {
  const { articles, outlets, origins, separate } = counts;
  return (
    <p class="counts">
      <a href={toNarrative(id, 'articles')}>{plural(articles, 'article')}</a>
      {outlets !== undefined && <a href={toNarrative(id, 'articles', { by: 'outlet' })}>{plural(outlets, 'outlet')}</a>}
      {origins && <Ends id={id} origins={origins} />}
      {separate && (
        <span>
          separate origins <a href={toNarrative(id, 'sources', { only: 'separate' })}>{sayRange(separate)}</a>
        </span>
      )}
      {!countsKnown(counts) && <span class="pending">counting origins…</span>}
    </p>
  );
}
