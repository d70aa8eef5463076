// The lists of the store: sources with all they said, documents, claims, a page of rows at a time.

import { useData } from '../lib/api';
import { address, toDocument, toNarrative } from '../lib/places';
import { optionsHref } from '../lib/router';
import { plural, sayKind, sayVoice } from '../lib/say';
import { sayDay } from '../lib/dates';
import type { ClaimRow, DocumentRow, List, SourceRow } from '../lib/types';
import { Await, DocumentLine, Empty, Footnote, Pager } from '../parts/basics';
import { Filters } from '../parts/filters';

type Options = Readonly<Record<string, string>>;
const limit = 50;

const pathOf = (list: string, { since, until, place, source, document, offset }: Options) => address(`/${list}`, { since, until, place, source, document, limit, offset });

function Frame<T>({ title, list, options, children }: { title: string; list: string; options: Options; children: (rows: T[]) => preact.ComponentChildren }) {
  const data = useData<List<T>>(pathOf(list, options));
  return (
    <>
      <div class="bar">
        <h1>{title}</h1>
        <Filters path={`/${list}`} options={options} />
      </div>
      <Await data={data}>
        {({ items, total, offset }) => (
          <>
            {items.length ? children(items) : <Empty>Nothing fits.</Empty>}
            <Pager total={total} limit={limit} offset={offset} href={(to) => optionsHref({ offset: to })} />
            <Footnote />
          </>
        )}
      </Await>
    </>
  );
}

/** All that a source said, wherever it is called so. */
function SaidBy({ name }: { name: string }) {
  const data = useData<List<ClaimRow>>(address('/claims', { source: name, limit: 100 }));
  return (
    <Await data={data}>
      {({ items, total }) => (
        <>
          <ul class="plain said">
            {items.map((claim) => <ClaimItem key={claim.id} claim={claim} />)}
          </ul>
          {total > items.length && <p><a href={address('/claims', { source: name })}>All {plural(total, 'claim')}</a></p>}
        </>
      )}
    </Await>
  );
}

function ClaimItem({ claim }: { claim: ClaimRow }) {
  const [document] = claim.id.split('#') as [string];
  return (
    <li>
      <a href={toDocument(document, { c: claim.id.split('#')[1], show: 'claims' })}><q class="words">{claim.text}</q></a>
      <small>
        {claim.source ?? sayVoice(claim.voice)} · {claim.publisher ?? 'unknown publisher'}, {sayDay(claim.published)}
        {claim.allegation && <> · <a href={toNarrative(claim.allegation)}>its way</a></>}
      </small>
    </li>
  );
}

export const Sources = ({ options }: { options: Options }) => (
  <Frame<SourceRow> title="Sources" list="sources" options={options}>
    {(rows) => (
      <div class="table-scroll" tabIndex={0} role="region" aria-label="Sources"><table class="wide">
        <thead><tr><th scope="col">Source</th><th scope="col">Kind</th><th scope="col" class="figure">Attributions</th><th scope="col" class="figure">Articles</th></tr></thead>
        <tbody>
          {rows.map((row) => (
            <SourceLine key={row.id} row={row} open={options.said === row.id} />
          ))}
        </tbody>
      </table></div>
    )}
  </Frame>
);

function SourceLine({ row, open }: { row: SourceRow; open: boolean }) {
  return (
    <>
      <tr>
        <th scope="row"><a href={optionsHref({ said: open ? null : row.id })} data-stay aria-expanded={open}>{row.name || 'without a name'}</a></th>
        <td>{sayKind(row.kind)}</td>
        <td class="figure">{row.attributions}</td>
        <td class="figure">{row.documents.length}</td>
      </tr>
      {open && <tr class="unfolded"><td colSpan={4}><SaidBy name={row.name} /></td></tr>}
    </>
  );
}

export const Documents = ({ options }: { options: Options }) => (
  <Frame<DocumentRow> title="Documents" list="documents" options={options}>
    {(rows) => (
      <ol class="plain rows">
        {rows.map((row) => (
          <li key={row.id}>
            <DocumentLine id={row.id} row={row} />
            {row.page && row.page !== 'article' && <small class="kind">not an article ({row.page})</small>}
          </li>
        ))}
      </ol>
    )}
  </Frame>
);

export const Claims = ({ options }: { options: Options }) => (
  <Frame<ClaimRow> title={options.document ? 'Claims of one article' : 'Claims'} list="claims" options={options}>
    {(rows) => <ul class="plain said rows">{rows.map((claim) => <ClaimItem key={claim.id} claim={claim} />)}</ul>}
  </Frame>
);
