// What is cited and not held: usually what to look for next. Of one narrative, or of all, a page of them at a time.

import { useData } from '../lib/api';
import { sayDay, sayPeriod } from '../lib/dates';
import { address, toNarrative } from '../lib/places';
import { optionsHref } from '../lib/router';
import { documentsById, plural } from '../lib/say';
import type { DocumentRow, List, Missing, Narrative, Trace } from '../lib/types';
import { Await, DocumentLine, Empty, Footnote, Pager } from '../parts/basics';

type Rows = Map<string, DocumentRow>;

function bounds([from, to]: Missing['between']): string {
  if (!to) return from ? `${sayDay(from)} or later` : 'date unknown';
  return from ? sayPeriod(from, to) : `${sayDay(to)} or before`;
}

function MissingCard({ missing: { name, cited_by, between, search }, rows }: { missing: Missing; rows: Rows }) {
  return (
    <li class="card">
      <h3>{name}</h3>
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
  );
}

const Cards = ({ missing, rows }: { missing: Missing[]; rows: Rows }) => (
  <ul class="plain cards">
    {missing.map((one, index) => <MissingCard key={index} missing={one} rows={rows} />)}
  </ul>
);

export function WantedView({ trace }: { trace: Trace }) {
  if (!trace.missing.length) return <Empty>Nothing that these articles cite is missing from the pile.</Empty>;
  return <Cards missing={trace.missing} rows={documentsById(trace)} />;
}

type WantedList = List<{ narrative: Narrative; missing: Missing[] }> & { documents: DocumentRow[] };
const limit = 10;

function OfNarratives({ list }: { list: WantedList }) {
  const rows = documentsById(list);
  const wanting = list.items.filter(({ missing }) => missing.length);
  const nothing = list.items.length - wanting.length;
  return (
    <>
      {wanting.map(({ narrative, missing }) => (
        <section key={narrative.id} class="wanted-of">
          <h2><a href={toNarrative(narrative.id, 'wanted')}>{narrative.label}</a> <small>{plural(narrative.documents.length, 'article')}</small></h2>
          <Cards missing={missing} rows={rows} />
        </section>
      ))}
      {nothing > 0 && <Empty>Of {plural(list.items.length, 'narrative')} here, {nothing} {nothing === 1 ? 'cites' : 'cite'} nothing that is missing.</Empty>}
      {!list.total && <Empty>There is no narrative yet.</Empty>}
      <Pager total={list.total} limit={limit} offset={list.offset} href={(offset) => optionsHref({ offset })} />
      <Footnote />
    </>
  );
}

export function AllWanted({ options }: { options: Readonly<Record<string, string>> }) {
  const data = useData<WantedList>(address('/wanted', { limit, offset: options.offset }));
  return (
    <>
      <h1>Wanted</h1>
      <p class="note">What articles cite and the pile does not hold: usually what to look for next. By narrative, most articles first.</p>
      <Await data={data} what="Following the narratives back">{(list) => <OfNarratives list={list} />}</Await>
    </>
  );
}
