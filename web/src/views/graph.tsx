// The retelling graph: boxes are links laid over one SVG of arrows. Stated hops are solid, inferred dashed,
// the analyst's dotted; what is cited and not held is hollow.

import { useEffect, useMemo, useRef } from 'preact/hooks';
import { sayDay } from '../lib/dates';
import { arrowKey, layOut, type Bend, type Box, type Column, type Layout } from '../lib/layout';
import { optionsHref } from '../lib/router';
import { documentsById, plural, publisherOf, sayAccess, sayHop, sayKind, titleOf } from '../lib/say';
import type { Edge, Node, Trace } from '../lib/types';
import { followers } from '../lib/versions';
import { Labels } from '../parts/labels';
import { edgeKey, foldLeaves, graphOf, type Fold, type Graph } from '../lib/way';

const size = { width: 170, height: 60, columnGap: 52, rowGap: 13 };
const most = 60;

type Drawn = { key: string; edge: Edge; path: string; dot: { x: number; y: number } };

const curve = (x1: number, y1: number, x2: number, y2: number) => {
  const bend = x2 > x1 ? Math.max(26, (x2 - x1) / 2) : 90;
  return `C${x1 + bend},${y1} ${x2 - bend},${y2} ${x2},${y2}`;
};

/** Through the places that the layout gives an arrow between the boxes of other columns. */
function through(bends: Bend[], x1: number, y1: number, x2: number, y2: number): string {
  let path = `M${x1},${y1}`;
  let [x, y] = [x1, y1];
  for (const bend of bends) {
    path += `${curve(x, y, bend.x, bend.y)}H${bend.x + size.width}`;
    [x, y] = [bend.x + size.width, bend.y];
  }
  return path + curve(x, y, x2, y2);
}

/** Where arrows leave and reach a box: spread over its side, in the order of where they go or come from next. */
function ports(edges: Edge[], { boxes, bends }: Layout, end: 'from' | 'to'): Map<string, number> {
  const found = new Map<string, number>();
  const by = new Map<string, Edge[]>();
  const next = (edge: Edge) => bends.get(arrowKey(edge))?.at(end === 'from' ? 0 : -1)?.y ?? boxes.get(end === 'from' ? edge.to : edge.from)!.y + size.height / 2;
  for (const edge of edges) by.set(edge[end], [...(by.get(edge[end]) ?? []), edge]);
  for (const [id, list] of by) {
    list.sort((a, b) => next(a) - next(b));
    const step = Math.min(15, (size.height - 12) / list.length);
    list.forEach((edge, index) => {
      found.set(edgeKey(edge), boxes.get(id)!.y + size.height / 2 + (index - (list.length - 1) / 2) * step);
    });
  }
  return found;
}

function draw(edges: Edge[], layout: Layout): Drawn[] {
  const there = edges.filter(({ from, to }) => layout.boxes.has(from) && layout.boxes.has(to));
  const leave = ports(there, layout, 'from');
  const reach = ports(there, layout, 'to');
  const drawn = there.map((edge) => {
    const key = edgeKey(edge);
    const x1 = layout.boxes.get(edge.from)!.x + size.width;
    const x2 = layout.boxes.get(edge.to)!.x - 7;
    const path = through(layout.bends.get(arrowKey(edge)) ?? [], x1, leave.get(key)!, x2, reach.get(key)!);
    return { key, edge, path, dot: { x: x2 - 10, y: reach.get(key)! } };
  });
  // In the order in which one reads and tabs: the first hop first.
  return drawn.sort((a, b) => a.dot.x - b.dot.x || a.dot.y - b.dot.y);
}

/** A graph with its folds: members hidden, one box and one arrow in their place. */
function folded(graph: Graph, open: boolean): { boxes: Box[]; edges: Edge[]; folds: Fold[] } {
  const day = new Map(graph.boxes.map((box) => [box.id, box.day ?? box.band]));
  const { folds, hidden } = open ? { folds: [], hidden: new Set<string>() } : foldLeaves(graph.nodes, graph.edges, (id) => day.get(id)!, most);
  const standIn = new Map(folds.flatMap((fold) => fold.members.map((member) => [member, fold.id] as const)));
  const edges = new Map<string, Edge>();
  for (const edge of graph.edges) {
    const own = { ...edge, to: standIn.get(edge.to) ?? edge.to };
    if (!edges.has(edgeKey(own))) edges.set(edgeKey(own), own);
  }
  const boxes = graph.boxes.filter(({ id }) => !hidden.has(id));
  for (const fold of folds) {
    const like = graph.boxes.find(({ id }) => id === fold.members[0])!;
    boxes.push({ ...like, id: fold.id });
  }
  return { boxes, edges: [...edges.values()], folds };
}

const columnTitle = (column: Column, previous: Column | undefined) => {
  if (previous && previous.band === column.band && previous.day === column.day) return '';
  if (column.band === 'origin') return 'Who is said to have said it';
  if (column.band === 'cited') return 'Cited, not held';
  return column.band === 'undated' ? 'Undated, in no order' : sayDay(column.day);
};

function Heads({ columns }: { columns: Column[] }) {
  return (
    <>
      {columns.map((column, index) => {
        const title = columnTitle(column, columns[index - 1]);
        return title ? (
          <div key={column.index} class={`column-head ${column.band}`} style={{ left: `${column.x}px`, width: `${size.width + 40}px` }}>
            {title}
          </div>
        ) : null;
      })}
    </>
  );
}

function Arrows({ drawn, layout, chosen }: { drawn: Drawn[]; layout: Layout; chosen: string | undefined }) {
  return (
    <svg width={layout.width} height={layout.height} aria-hidden="true">
      <defs>
        <marker id="tip" viewBox="0 0 8 8" refX="1" refY="4" markerWidth="7" markerHeight="7" markerUnits="userSpaceOnUse" orient="auto-start-reverse">
          <path d="M0,0.6L7,4L0,7.4z" />
        </marker>
      </defs>
      {drawn.map(({ key, edge, path }) => (
        <path key={key} d={path} class={`arrow ${edge.basis} ${edge.kind}${key === chosen ? ' chosen' : ''}`} marker-end="url(#tip)" />
      ))}
    </svg>
  );
}

type Names = (id: string) => string;

function Dots({ drawn, chosen, name }: { drawn: Drawn[]; chosen: string | undefined; name: Names }) {
  return (
    <>
      {drawn.map(({ key, edge, dot }) => (
        <a
          key={key}
          class={`dot ${edge.basis}`}
          href={optionsHref({ hop: edge.to.startsWith('fold:') ? null : key, box: edge.to.startsWith('fold:') ? edge.to : null })}
          data-stay
          aria-current={key === chosen ? 'true' : undefined}
          aria-label={`${name(edge.from)} ${sayHop(edge.kind)} ${name(edge.to)}: ${edge.basis}. Show the words.`}
          title={`${sayHop(edge.kind)} · ${edge.basis}`}
          style={{ left: `${dot.x}px`, top: `${dot.y}px` }}
        />
      ))}
    </>
  );
}

function OriginFace({ trace, id, name }: { trace: Trace; id: string; name: string }) {
  const origin = trace.origins.find((one) => one.id === id);
  return (
    <>
      <strong>{origin?.name ?? name}</strong>
      <small>
        {origin ? sayKind(origin.kind) : 'passes it on'}
        {origin?.denies ? ' · only denies' : origin && origin.access !== 'not_stated' ? ` · ${sayAccess(origin.access)}` : ''}
      </small>
    </>
  );
}

function Face({ trace, node, fold }: { trace: Trace; node: Node | undefined; fold: Fold | undefined }) {
  if (fold) return <><strong>{plural(fold.members.length, 'article')}</strong><small>with their words from the same place</small></>;
  if (!node) return null;
  if (node.kind === 'document') {
    const row = documentsById(trace).get(node.id);
    return (
      <>
        <small class="publisher"><Labels labels={node.labels} />{publisherOf(row)}{followers(trace.revisions).has(node.id) && ', as it stood before'}</small>
        <span class="title">{titleOf(row, node.name)}</span>
      </>
    );
  }
  if (node.kind === 'outlet') return <><strong>{node.name}</strong><small>{node.held ? 'outlet' : 'not held'}</small></>;
  return <OriginFace trace={trace} id={node.id} name={node.name} />;
}

function Boxes({ trace, layout, nodes, folds, chosen }: { trace: Trace; layout: Layout; nodes: Map<string, Node>; folds: Map<string, Fold>; chosen: string | undefined }) {
  return (
    <>
      {[...layout.boxes.values()].sort((a, b) => a.column - b.column || a.y - b.y).map(({ id, x, y }) => {
        const node = nodes.get(id);
        const kind = node?.kind ?? 'document';
        return (
          <a
            key={id}
            class={`box ${kind}${node?.held === false ? ' hollow' : ''}${folds.has(id) ? ' fold' : ''}`}
            href={optionsHref({ box: id, hop: null })}
            data-stay
            aria-current={id === chosen ? 'true' : undefined}
            style={{ left: `${x}px`, top: `${y}px`, width: `${size.width}px`, height: `${size.height}px` }}
          >
            <Face trace={trace} node={node} fold={folds.get(id)} />
          </a>
        );
      })}
    </>
  );
}

export type GraphProps = { trace: Trace; allegation: string | undefined; hop: string | undefined; box: string | undefined; open: boolean };

export function WayGraph({ trace, allegation, hop, box, open }: GraphProps) {
  const drawing = useMemo(() => {
    const graph = graphOf(trace, allegation);
    const { boxes, edges, folds } = folded(graph, open);
    const layout = layOut(boxes, edges, size);
    return { layout, folds: new Map(folds.map((fold) => [fold.id, fold])), nodes: new Map(graph.nodes.map((node) => [node.id, node])), drawn: draw(edges, layout) };
  }, [trace, allegation, open]);
  const { layout, folds, nodes, drawn } = drawing;
  const frame = useRef<HTMLDivElement>(null);
  // The panel takes room from the graph: what was chosen stays in sight.
  useEffect(() => {
    const chosen = frame.current?.querySelector<HTMLElement>('[aria-current]');
    if (!frame.current || !chosen) return;
    const { clientWidth, scrollLeft } = frame.current;
    const left = chosen.offsetLeft;
    if (left < scrollLeft + 40 || left + chosen.offsetWidth > scrollLeft + clientWidth - 40) frame.current.scrollLeft = left - clientWidth / 2;
  }, [hop, box]);
  const name = (id: string) => (folds.has(id) ? plural(folds.get(id)!.members.length, 'article') : nodes.has(id) ? nodes.get(id)!.name : id);
  return (
    <div class="graph-scroll" ref={frame} tabIndex={0} role="group" aria-label="The way of the claim, from left to right by time. The same as a table: choose Table above.">
      <div class="graph" style={{ width: `${layout.width}px`, height: `${layout.height}px` }}>
        <Heads columns={layout.columns} />
        <Arrows drawn={drawn} layout={layout} chosen={hop} />
        <Boxes trace={trace} layout={layout} nodes={nodes} folds={folds} chosen={box} />
        <Dots drawn={drawn} chosen={hop} name={name} />
      </div>
    </div>
  );
}

export function Legend() {
  const line = (basis: string) => (
    <svg width="34" height="8" aria-hidden="true">
      <path d="M1,4H33" class={`arrow ${basis}`} />
    </svg>
  );
  return (
    <ul class="legend">
      <li>{line('stated')} stated by the page</li>
      <li>{line('inferred')} inferred, with its reason</li>
      <li>{line('analyst')} the analyst’s</li>
      <li><span class="swatch hollow" /> cited, not held</li>
      <li><span class="swatch origin" /> where the chain ends</li>
    </ul>
  );
}
