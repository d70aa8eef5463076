// What a sentence may be about: the best narrative traced, and the others that fit.

import { useData } from '../lib/api';
import { address, toNarrative } from '../lib/places';
import { plural } from '../lib/say';
import type { Trace } from '../lib/types';
import { Await, Empty, Footnote } from '../parts/basics';
import { CountLine, countsOfTrace } from '../parts/counts';

function Candidates({ trace }: { trace: Trace }) {
  if (!trace.candidates.length) return <p class="note">No other narrative comes near.</p>;
  return (
    <>
      <h2 class="section-title">These may be meant, too</h2>
      <ul class="plain candidates">
        {trace.candidates.map(({ narrative, label, documents }) => (
          <li key={narrative}>
            <a href={toNarrative(narrative)}>{label}</a> <small>{plural(documents, 'article')}</small>
          </li>
        ))}
      </ul>
    </>
  );
}

/** The allegation that fits the words best comes first; its way is what the title leads to. */
function Best({ trace }: { trace: Trace }) {
  const best = trace.allegations[0];
  const { id, label } = trace.narrative;
  return (
    <ol class="narratives">
      <li>
        <h2>
          <a href={toNarrative(id, 'way', trace.allegations.length > 1 && best ? { allegation: best.id } : {})}>{best?.label ?? label}</a>
        </h2>
        {best && best.label !== label && <p class="when">in the narrative <a href={toNarrative(id)}>{label}</a></p>}
        <CountLine id={id} counts={countsOfTrace(trace)} />
      </li>
    </ol>
  );
}

export function SearchView({ query }: { query: string }) {
  const data = useData<Trace>(query ? address('/trace', { q: query }) : null);
  if (!query) return <Empty>Type or paste some words above.</Empty>;
  return (
    <>
      <header class="narrative-head">
        <p class="over">Traced</p>
        <h1 class="query">
          <q>{query}</q>
        </h1>
      </header>
      <Await data={data} what="Looking for the narrative that fits">
        {(trace) =>
          trace.narrative?.id ? (
            <>
              <Best trace={trace} />
              <Candidates trace={trace} />
              <Footnote />
            </>
          ) : (
            <>
              <Empty>No narrative has a third of these words.</Empty>
              <Candidates trace={trace} />
            </>
          )
        }
      </Await>
    </>
  );
}
