// The first view: a box that takes a sentence, and the stories that recur.

import { useEffect, useState } from 'preact/hooks';
import { get, useData } from '../lib/api';
import { sayPeriod } from '../lib/dates';
import { address, toNarrative } from '../lib/places';
import { go } from '../lib/router';
import { plural } from '../lib/say';
import type { List, NarrativeRow, Status } from '../lib/types';
import { Await, Empty, Footnote, Pager } from '../parts/basics';
import { CountLine, countsKnown, countsOfRow, type Counts } from '../parts/counts';
import { Filters } from '../parts/filters';
import { SearchBox } from '../parts/search-box';

const limit = 20;

// The list comes at once, with the origins that have been counted before; the others are asked for one narrative
// after the other, so that a long list asks no more of the server than one reader would.
let queue: Promise<unknown> = Promise.resolve();

function useCounts(row: NarrativeRow): Counts {
  const [counts, setCounts] = useState<Counts>(countsOfRow(row));
  useEffect(() => {
    const own = countsOfRow(row);
    setCounts(own);
    if (countsKnown(own)) return;
    let current = true;
    const ask = () => (current ? get<NarrativeRow>(`/narratives/${row.id}`).then((counted) => current && setCounts(countsOfRow(counted))) : undefined);
    queue = queue.then(ask).catch(() => undefined);
    return () => void (current = false);
  }, [row]);
  return counts;
}

function Row({ row }: { row: NarrativeRow }) {
  const counts = useCounts(row);
  const allegations = row.allegations?.length ?? 0;
  return (
    <li>
      <h2>
        <a href={toNarrative(row.id)}>{row.label}</a>
      </h2>
      <CountLine id={row.id} counts={counts} />
      <p class="when">
        {sayPeriod(row.first_seen, row.last_seen)}
        {allegations > 1 && ` · ${plural(allegations, 'allegation')}`}
      </p>
    </li>
  );
}

function StoreLine() {
  const { data } = useData<Status>('/status');
  if (!data) return <p class="store-line">&nbsp;</p>;
  return (
    <p class="store-line">
      This pile: <a href="/documents">{plural(data.documents, 'document')}</a>
      <a href="/claims">{plural(data.claims, 'claim')}</a>
      <span>{plural(data.narratives, 'narrative')}</span>
      <a href="/add">add to it</a>
    </p>
  );
}

function Narratives({ list, options }: { list: List<NarrativeRow>; options: Readonly<Record<string, string>> }) {
  if (!list.total) return <Empty>No narrative fits. {Object.keys(options).length ? 'Take a filter away, or ' : ''}<a href="/add">add articles</a>.</Empty>;
  return (
    <>
      <ol class="narratives">
        {list.items.map((row) => (
          <Row key={row.id} row={row} />
        ))}
      </ol>
      <Pager total={list.total} limit={limit} offset={list.offset} href={(offset) => address('/', { ...options, offset })} />
      <Footnote />
    </>
  );
}

export function Home({ options }: { options: Readonly<Record<string, string>> }) {
  const { since, until, place, source, offset } = options;
  const data = useData<List<NarrativeRow>>(address('/narratives', { since, until, place, source, origins: 'known', limit, offset }));
  return (
    <>
      <section class="front">
        <h1>Where does a claim come from?</h1>
        <SearchBox large onSearch={(query) => go(address('/search', { q: query }))} />
        <StoreLine />
      </section>
      <section aria-labelledby="narratives-title">
        <div class="bar">
          <h2 class="section-title" id="narratives-title">
            Narratives, most articles first
          </h2>
          <Filters path="/" options={options} />
        </div>
        <Await data={data} what="Listing the narratives">
          {(list) => <Narratives list={list} options={options} />}
        </Await>
      </section>
    </>
  );
}
