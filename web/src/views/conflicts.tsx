// What cannot both hold, side by side. Neither side wins.

import { useEffect, useState } from 'preact/hooks';
import { get } from '../lib/api';
import { sayDay } from '../lib/dates';
import { documentsById, publisherOf } from '../lib/say';
import { sidesOf, type Side } from '../lib/sides';
import type { Annotated, Contradiction, DocumentRow, Trace } from '../lib/types';
import { Empty, Loading, wordsHref } from '../parts/basics';

const kinds: Record<string, string> = { denial: 'Said and denied', quantity: 'How many', place: 'Where', time: 'When', actor: 'Who did it' };

function useDocuments(ids: string[]): Map<string, Annotated> | null {
  const [documents, setDocuments] = useState<Map<string, Annotated> | null>(null);
  const key = ids.join();
  useEffect(() => {
    let current = true;
    const one = (id: string) => get<Annotated>(`/documents/${id}`).then((document) => [id, document] as const, () => null);
    void Promise.all(key ? key.split(',').map(one) : []).then((all) => {
      if (current) setDocuments(new Map(all.filter((entry): entry is readonly [string, Annotated] => entry !== null)));
    });
    return () => void (current = false);
  }, [key]);
  return documents;
}

function SideBody({ side, rows }: { side: Side; rows: Map<string, DocumentRow> }) {
  return (
    <div class="side">
      <h3>{side.title}</h3>
      <ul class="plain">
        {side.claims.map(({ id, document, claim, before, words, after, source }) => (
          <li key={id}>
            <a href={wordsHref(document, claim.span, words)}><q class="words bare"><span class="quiet">{before}</span>{words}<span class="quiet">{after}</span></q></a>
            <small>
              {source ?? 'no source given'} · {publisherOf(rows.get(document))}, {sayDay(rows.get(document)?.published)}
            </small>
          </li>
        ))}
      </ul>
    </div>
  );
}

function Conflict({ conflict, documents, rows }: { conflict: Contradiction; documents: Map<string, Annotated>; rows: Map<string, DocumentRow> }) {
  const sides = sidesOf(conflict.kind, conflict.claims, documents);
  return (
    <li class="card conflict">
      <h2>{kinds[conflict.kind] ?? conflict.kind}</h2>
      <div class="sides">
        {sides.map((side) => (
          <SideBody key={side.title} side={side} rows={rows} />
        ))}
      </div>
    </li>
  );
}

const most = 60;

export function Conflicts({ trace, allegation }: { trace: Trace; allegation: string | undefined }) {
  const own = trace.contradictions.filter((one) => !allegation || one.allegation === allegation).slice(0, most);
  const documents = useDocuments([...new Set(own.flatMap(({ claims }) => claims.map((id) => id.split('#')[0]!)))].sort());
  if (!own.length) return <Empty>Nothing that these articles say contradicts another, as far as they were read.</Empty>;
  if (!documents) return <Loading />;
  return (
    <>
      <p class="note">hearsay does not say what is true: neither side wins.</p>
      <ul class="plain cards">
        {own.map((conflict, index) => (
          <Conflict key={index} conflict={conflict} documents={documents} rows={documentsById(trace)} />
        ))}
      </ul>
    </>
  );
}
