// The way of a claim: the graph or its table, and beside it what was clicked, down to the exact words.

import { useEffect, useRef } from 'preact/hooks';
import { toDocument } from '../lib/places';
import { optionsHref } from '../lib/router';
import { byTime, sayDay, sayMoment } from '../lib/dates';
import { documentsById, plural, publisherOf, sayAccess, sayDocument, sayHop, sayKind, titleOf } from '../lib/say';
import type { Edge, Node, Origin, Trace } from '../lib/types';
import { followers, revisionsOf } from '../lib/versions';
import { edgeKey, foldLeaves, graphOf, hopsInTime } from '../lib/way';
import { Choice, DocumentLine, wordsHref } from '../parts/basics';
import { DecideForm, entered, LinkForm, NoteForm, SetForm } from '../parts/decide';
import { Labels } from '../parts/labels';
import { RevisionNote } from '../parts/revisions';
import { AttributionActions } from '../parts/rejecting';
import { WordsList } from '../parts/words';
import { Legend, WayGraph } from './graph';

const nameOf = (trace: Trace, id: string): string => {
  const row = documentsById(trace).get(id);
  return row ? publisherOf(row) : (trace.nodes.find((node) => node.id === id)?.name ?? id);
};

/** What a decision calls the ends of a hop: a document by its id, an outlet by its name. */
const handleOf = (node: Node) => (node.kind === 'document' ? node.id : node.name);

function HopTitle({ trace, edge }: { trace: Trace; edge: Edge }) {
  return (
    <h2>
      {nameOf(trace, edge.from)} <span class="quiet">{sayHop(edge.kind)}</span> {nameOf(trace, edge.to)}
    </h2>
  );
}

function HopActions({ trace, edge }: { trace: Trace; edge: Edge }) {
  const from = trace.nodes.find(({ id }) => id === edge.from);
  const to = trace.nodes.find(({ id }) => id === edge.to);
  if (!from || !to) return null;
  const isOrigin = from.kind === 'origin' || from.kind === 'source';
  const others = [...documentsById(trace).values()].filter(({ id }) => id !== edge.to).map((row) => ({ id: row.id, label: `${sayDocument(row)}: ${titleOf(row)}` }));
  return (
    <div class="actions">
      {isOrigin && <AttributionActions evidence={edge.evidence} />}
      {!isOrigin && to.kind === 'document' && (
        <DecideForm title="Reject this hop" verb="reject" about={() => [handleOf(from), handleOf(to)]} does={`${nameOf(trace, edge.to)} has not its words from ${nameOf(trace, edge.from)}.`} />
      )}
      {to.kind === 'document' && <LinkForm to={edge.to} others={others} />}
      {to.kind === 'document' && (
        <DecideForm title="Split this article off" verb="split" about={() => [edge.to, trace.narrative.id]} does="It leaves this narrative and stands alone." />
      )}
      {to.kind === 'document' && <NoteForm id={edge.to} on="the article" />}
    </div>
  );
}

function HopPanel({ trace, edge }: { trace: Trace; edge: Edge }) {
  return (
    <>
      <HopTitle trace={trace} edge={edge} />
      <p class="note">
        <span class={`basis ${edge.basis}`}>{edge.basis}</span>
        {edge.reason ? ` · ${edge.reason}` : ''} · reading confidence {edge.confidence.toFixed(2)}
      </p>
      <WordsList evidence={edge.evidence} rows={documentsById(trace)} />
      <HopActions trace={trace} edge={edge} />
    </>
  );
}

const splitOthers = (trace: Trace, origin: Origin) =>
  trace.origins.filter((other) => other.id !== origin.id && other.attributions?.length).map((other) => ({ id: other.attributions![0]!, label: `${other.name} (${sayKind(other.kind)})` }));

function OriginActions({ trace, origin }: { trace: Trace; origin: Origin }) {
  const handle = origin.attributions?.[0];
  if (!handle) return null;
  return (
    <div class="actions">
      <DecideForm title="Merge with another source" verb="merge" about={(form) => [handle, entered('other')(form)]} does="The two are one source, called as this one is.">
        <label>
          The other source
          <select name="other">
            {splitOthers(trace, origin).map(({ id, label }) => (
              <option key={id} value={id}>{label}</option>
            ))}
          </select>
        </label>
      </DecideForm>
      <DecideForm title="Split one of its mentions off" verb="split" about={(form) => [entered('one')(form)]} does="That mention is another source than the rest; it stands alone.">
        <label>
          Which
          <select name="one">
            {origin.attributions!.map((id) => (
              <option key={id} value={id}>{`${sayDocument(documentsById(trace).get(id.split('#')[0]!))} · ${id.split('#')[1]}`}</option>
            ))}
          </select>
        </label>
      </DecideForm>
      <NoteForm id={handle} on="the source" />
    </div>
  );
}

function OriginPanel({ trace, origin }: { trace: Trace; origin: Origin }) {
  const said = trace.edges.filter(({ from }) => from === origin.id);
  const rows = documentsById(trace);
  return (
    <>
      <h2>{origin.name}</h2>
      <dl class="facts">
        <div><dt>kind</dt><dd>{sayKind(origin.kind)}</dd></div>
        {origin.affiliation && <div><dt>affiliation</dt><dd>{origin.affiliation}</dd></div>}
        <div><dt>how it knows</dt><dd>{origin.access === 'not_stated' ? 'not said' : sayAccess(origin.access)}</dd></div>
        <div><dt>first seen</dt><dd>{sayDay(origin.first_seen)}</dd></div>
        {origin.via.length > 0 && <div><dt>by way of</dt><dd>{origin.via.join(', ')}</dd></div>}
        {origin.denies && <div><dt>counted</dt><dd>apart: it only denies</dd></div>}
      </dl>
      <p class="note">{plural(origin.documents.length, 'article')} carry it:</p>
      <ul class="plain">
        {[...origin.documents].sort((a, b) => byTime(rows.get(a)?.published, rows.get(b)?.published)).map((id) => <li key={id}><DocumentLine id={id} row={rows.get(id)} href={toDocument(id, { a: origin.attributions?.find((one) => one.startsWith(id))?.split('#')[1] })} /></li>)}
      </ul>
      <WordsList evidence={said.flatMap(({ evidence }) => evidence)} rows={documentsById(trace)} first={2} />
      <OriginActions trace={trace} origin={origin} />
    </>
  );
}

function HopList({ trace, edges, title }: { trace: Trace; edges: Edge[]; title: string }) {
  if (!edges.length) return null;
  return (
    <>
      <h3>{title}</h3>
      <ul class="plain">
        {edges.map((edge) => (
          <li key={edgeKey(edge)}>
            <a href={optionsHref({ hop: edgeKey(edge), box: null })} data-stay>
              {nameOf(trace, edge.from)} <span class="quiet">{sayHop(edge.kind)}</span> {nameOf(trace, edge.to)}
            </a>{' '}
            <span class={`basis ${edge.basis}`}>{edge.basis}</span>
          </li>
        ))}
      </ul>
    </>
  );
}

function DocumentPanel({ trace, id }: { trace: Trace; id: string }) {
  const row = documentsById(trace).get(id);
  const labels = trace.nodes.find((node) => node.id === id)?.labels ?? [];
  const revisions = revisionsOf(trace, id);
  const others = [...documentsById(trace).values()].filter((other) => other.id !== id).map((other) => ({ id: other.id, label: `${sayDocument(other)}: ${titleOf(other)}` }));
  return (
    <>
      <h2>{titleOf(row, id)}</h2>
      <p class="note">{publisherOf(row)} · {sayMoment(row?.published)}</p>
      {labels.length > 0 && <p>The page calls itself <Labels labels={labels} /></p>}
      {followers(trace.revisions).has(id) && <p>An earlier version of its page: what was retold while it stood so.</p>}
      <p><a class="read-on" href={toDocument(id)}>Read the article</a></p>
      {revisions.length > 0 && <h3>The page itself changed</h3>}
      {revisions.map((revision) => <RevisionNote key={revision.from} revision={revision} />)}
      <HopList trace={trace} title="Has its words from" edges={trace.edges.filter((edge) => edge.to === id)} />
      <HopList trace={trace} title="Gave them to" edges={trace.edges.filter((edge) => edge.from === id)} />
      <div class="actions">
        <SetForm document={id} />
        <LinkForm to={id} others={others} />
        <DecideForm title="Split this article off" verb="split" about={() => [id, trace.narrative.id]} does="It leaves this narrative and stands alone." />
        <NoteForm id={id} on="the article" />
      </div>
    </>
  );
}

function OutletPanel({ trace, node }: { trace: Trace; node: Node }) {
  const missing = trace.missing.find(({ name }) => name === node.name);
  return (
    <>
      <h2>{node.name}</h2>
      <p class="note">
        {node.held === false ? 'Cited, not held' : 'Outlet'}
        {missing?.between[1] ? `; its report is of ${sayDay(missing.between[1])} or before` : ''}
      </p>
      {missing && missing.search.length > 0 && <p>To find it, search: <b>{missing.search.join(' ')}</b></p>}
      <HopList trace={trace} title="Said to have it from" edges={trace.edges.filter((edge) => edge.to === node.id)} />
      <HopList trace={trace} title="Cited by" edges={trace.edges.filter((edge) => edge.from === node.id)} />
    </>
  );
}

function FoldPanel({ trace, id, allegation }: { trace: Trace; id: string; allegation: string | undefined }) {
  const graph = graphOf(trace, allegation);
  const day = new Map(graph.boxes.map((box) => [box.id, box.day ?? box.band]));
  const fold = foldLeaves(graph.nodes, graph.edges, (one) => day.get(one)!, 0).folds.find((one) => one.id === id);
  if (!fold) return null;
  return (
    <>
      <h2>{plural(fold.members.length, 'article')} with their words from the same place</h2>
      <ul class="plain">
        {fold.members.map((member) => <li key={member}><DocumentLine id={member} row={documentsById(trace).get(member)} href={optionsHref({ box: member, hop: null })} /></li>)}
      </ul>
      <p><a href={optionsHref({ open: 1 })} data-stay>Unfold all in the graph</a></p>
    </>
  );
}

function Chosen({ trace, hop, box, allegation }: { trace: Trace; hop: string | undefined; box: string | undefined; allegation: string | undefined }) {
  const edge = trace.edges.find((one) => edgeKey(one) === hop);
  if (edge) return <HopPanel trace={trace} edge={edge} />;
  if (box?.startsWith('fold:')) return <FoldPanel trace={trace} id={box} allegation={allegation} />;
  const node = trace.nodes.find(({ id }) => id === box);
  const origin = trace.origins.find(({ id }) => id === box);
  if (origin) return <OriginPanel trace={trace} origin={origin} />;
  if (node?.kind === 'document') return <DocumentPanel trace={trace} id={node.id} />;
  if (node) return <OutletPanel trace={trace} node={node} />;
  return <p>This answer has no such hop; what the address names may have gone with a decision or with more articles.</p>;
}

function Panel({ trace, hop, box, allegation }: { trace: Trace; hop: string | undefined; box: string | undefined; allegation: string | undefined }) {
  const panel = useRef<HTMLElement>(null);
  useEffect(() => {
    panel.current?.focus({ preventScroll: true });
    panel.current?.scrollTo(0, 0);
    if (innerWidth < 900) panel.current?.scrollIntoView({ block: 'start' });
  }, [hop, box]);
  return (
    <aside class="panel" ref={panel} tabIndex={-1} aria-label="What was chosen">
      <a class="close" href={optionsHref({ hop: null, box: null })} data-stay aria-label="Close">×</a>
      <Chosen trace={trace} hop={hop} box={box} allegation={allegation} />
    </aside>
  );
}

function HopTable({ trace, edges, chosen }: { trace: Trace; edges: Edge[]; chosen: string | undefined }) {
  const rows = documentsById(trace);
  return (
    <div class="table-scroll" tabIndex={0} role="region" aria-label="Hops as a table">
      <table class="hops">
        <caption class="hidden">Every hop of the claim’s way, by the date of the article that it reached</caption>
        <thead>
          <tr><th scope="col">From</th><th scope="col">How</th><th scope="col">To</th><th scope="col">Date</th><th scope="col">Basis</th><th scope="col">Words</th></tr>
        </thead>
        <tbody>
          {edges.map((edge) => {
            const words = edge.evidence[0];
            return (
              <tr key={edgeKey(edge)} aria-current={edgeKey(edge) === chosen ? 'true' : undefined}>
                <td><a href={optionsHref({ box: edge.from, hop: null })} data-stay>{nameOf(trace, edge.from)}</a></td>
                <td><a href={optionsHref({ hop: edgeKey(edge), box: null })} data-stay>{sayHop(edge.kind)}</a></td>
                <td><a href={optionsHref({ box: edge.to, hop: null })} data-stay>{nameOf(trace, edge.to)}</a> <Labels labels={trace.nodes.find(({ id }) => id === edge.to)?.labels} /></td>
                <td class="date">{rows.has(edge.to) ? sayDay(rows.get(edge.to)!.published) : ''}</td>
                <td><span class={`basis ${edge.basis}`}>{edge.basis}</span></td>
                <td>{words?.span ? <a href={wordsHref(words.document, words.span, words.text)}><q class="words">{words.text}</q></a> : edge.reason}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}

function Circles({ trace }: { trace: Trace }) {
  if (!trace.circles?.length) return null;
  return (
    <section class="aside-note">
      {trace.circles.map((circle, index) => (
        <div key={index}>
          <p><strong>A circle of credits:</strong> {circle.documents.map((id) => nameOf(trace, id)).join(' and ')} name each other as the source. A circle has no end and counts as no origin.</p>
        </div>
      ))}
    </section>
  );
}

export function Way({ trace, options }: { trace: Trace; options: Readonly<Record<string, string>> }) {
  const { hop, box, allegation } = options;
  const narrow = innerWidth < 700;
  const as = options.as ?? (narrow ? 'table' : 'graph');
  const graph = graphOf(trace, allegation);
  return (
    <div class="way">
      <div class="bar">
        <Choice label="Shown as" value={as} options={[{ value: 'graph', label: 'Graph', href: optionsHref({ as: 'graph' }) }, { value: 'table', label: 'Table', href: optionsHref({ as: 'table' }) }]} />
        {as === 'graph' && <Legend />}
      </div>
      <div class={hop || box ? 'beside' : ''}>
        {as === 'graph' ? <WayGraph trace={trace} allegation={allegation} hop={hop} box={box} open={options.open === '1'} /> : <HopTable trace={trace} edges={hopsInTime(trace, graph.edges)} chosen={hop} />}
        {(hop || box) && <Panel trace={trace} hop={hop} box={box} allegation={allegation} />}
      </div>
      <Circles trace={trace} />
    </div>
  );
}
