// The articles of a narrative: by date, or by outlet.

import { byTime } from '../lib/dates';
import { optionsHref } from '../lib/router';
import { documentsById, outletsOf, plural, titleOf } from '../lib/say';
import type { DocumentRow, Trace } from '../lib/types';
import { toDocument } from '../lib/places';
import { sayMoment } from '../lib/dates';
import { Choice, DocumentLine } from '../parts/basics';

function ByOutlet({ rows }: { rows: DocumentRow[] }) {
  const unknown = rows.filter(({ publisher }) => !publisher);
  const groups = outletsOf(rows).map((name) => ({ name, own: rows.filter(({ publisher }) => publisher === name) }));
  return (
    <dl class="by-outlet">
      {[...groups, ...(unknown.length ? [{ name: 'Unknown publisher', own: unknown }] : [])].map(({ name, own }) => (
        <div key={name}>
          <dt>
            {name} <small>{plural(own.length, 'article')}</small>
          </dt>
          {own.map((row) => (
            <dd key={row.id}>
              <time>{sayMoment(row.published)}</time> <a href={toDocument(row.id)}>{titleOf(row, row.id)}</a>
            </dd>
          ))}
        </div>
      ))}
    </dl>
  );
}

export function Articles({ trace, options }: { trace: Trace; options: Readonly<Record<string, string>> }) {
  const known = documentsById(trace);
  const ids = trace.allegations.find(({ id }) => id === options.allegation)?.documents ?? trace.narrative.documents;
  const rows = ids.map((id) => known.get(id) ?? { id, title: null, publisher: null, published: null }).sort((a, b) => byTime(a.published, b.published));
  const by = options.by === 'outlet' ? 'outlet' : 'date';
  return (
    <section class="articles">
      <Choice
        label="Sorted by"
        value={by}
        options={[
          { value: 'date', label: `${plural(rows.length, 'article')} by date`, href: optionsHref({ by: null }) },
          { value: 'outlet', label: `by outlet (${outletsOf(rows).length})`, href: optionsHref({ by: 'outlet' }) },
        ]}
      />
      {by === 'outlet' ? (
        <ByOutlet rows={rows} />
      ) : (
        <ol class="plain rows">
          {rows.map((row) => (
            <li key={row.id}>
              <DocumentLine id={row.id} row={row} />
            </li>
          ))}
        </ol>
      )}
    </section>
  );
}
