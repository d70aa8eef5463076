// What is cited and not held: usually what to look for next.

import { sayDay, sayPeriod } from '../lib/dates';
import { documentsById, plural } from '../lib/say';
import type { Missing, Trace } from '../lib/types';
import { DocumentLine, Empty } from '../parts/basics';

function bounds([from, to]: Missing['between']): string {
  if (!to) return from ? `${sayDay(from)} or later` : 'date unknown';
  return from ? sayPeriod(from, to) : `${sayDay(to)} or before`;
}

export function WantedView({ trace }: { trace: Trace }) {
  const rows = documentsById(trace);
  if (!trace.missing.length) return <Empty>Nothing that these articles cite is missing from the pile.</Empty>;
  return (
    <ul class="plain cards">
      {trace.missing.map(({ name, cited_by, between, search }, index) => (
        <li key={index} class="card">
          <h2>{name}</h2>
          <p class="note">{bounds(between)} · cited by {plural(cited_by.length, 'article')}</p>
          <p>
            Search: {search.map((word) => <kbd key={word}>{word}</kbd>)}
          </p>
          <ul class="plain">
            {cited_by.map((id) => (
              <li key={id}>
                <DocumentLine id={id} row={rows.get(id)} />
              </li>
            ))}
          </ul>
        </li>
      ))}
    </ul>
  );
}
