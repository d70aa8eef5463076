// The graph of a claim's way as the page draws it: which boxes and arrows, in which band, under which
// filter, and what is folded where a narrative has more pages than can be looked at.

import { byTime, dayOf } from './dates';
import type { Arrow, Box } from './layout';
import { documentsById } from './say';
import type { Edge, Node, Trace } from './types';

export type Graph = { nodes: Node[]; edges: Edge[]; boxes: Box[]; arrows: Arrow[] };

/** A box that stands for several pages which have their words from the same place. */
export type Fold = { id: string; members: string[] };

export const edgeKey = (edge: Edge) => `${edge.from}>${edge.to}>${edge.kind}`;

/** Only what belongs to one allegation; outlets that are not held stay where an arrow touches them. */
function within(trace: Trace, allegation: string | undefined): { nodes: Node[]; edges: Edge[] } {
  const one = trace.allegations.find(({ id }) => id === allegation);
  if (!one) return { nodes: trace.nodes, edges: trace.edges };
  const own = new Set([...one.documents, ...(one.origins ?? [])]);
  const isOutlet = new Set(trace.nodes.filter(({ kind }) => kind === 'outlet').map(({ id }) => id));
  const may = (id: string) => own.has(id) || isOutlet.has(id);
  const edges = trace.edges.filter((edge) => may(edge.from) && may(edge.to) && (own.has(edge.from) || own.has(edge.to)));
  const touched = new Set(edges.flatMap((edge) => [edge.from, edge.to]));
  return { edges, nodes: trace.nodes.filter(({ id }) => own.has(id) || touched.has(id)) };
}

/** Pages beyond `most` that only receive, from one and the same place on the same day, become one box. */
export function foldLeaves(nodes: Node[], edges: Edge[], day: (id: string) => string, most: number): { folds: Fold[]; hidden: Set<string> } {
  const none = { folds: [], hidden: new Set<string>() };
  if (nodes.length <= most) return none;
  const gives = new Set(edges.map(({ from }) => from));
  const givers = new Map<string, string[]>();
  for (const { from, to, basis } of edges) givers.set(to, [...(givers.get(to) ?? []), `${from} ${basis}`]);
  const groups = new Map<string, string[]>();
  for (const { id, kind } of nodes) {
    if (kind !== 'document' || gives.has(id)) continue;
    const key = `${[...(givers.get(id) ?? [])].sort().join(' ')}/${day(id)}`;
    groups.set(key, [...(groups.get(key) ?? []), id]);
  }
  const folds = [...groups.values()].filter((members) => members.length > 2).map((members) => ({ id: `fold:${members[0]!}`, members }));
  return { folds, hidden: new Set(folds.flatMap(({ members }) => members)) };
}

function boxOf(node: Node, published: string | null | undefined): Box {
  if (node.kind !== 'document') return { id: node.id, band: node.kind === 'origin' || node.kind === 'source' ? 'origin' : 'cited' };
  const day = dayOf(published);
  return day ? { id: node.id, band: 'dated', day, order: published! } : { id: node.id, band: 'undated' };
}

export function graphOf(trace: Trace, allegation?: string): Graph {
  const { nodes, edges } = within(trace, allegation);
  const rows = documentsById(trace);
  const boxes = nodes.map((node) => boxOf(node, rows.get(node.id)?.published));
  return { nodes, edges, boxes, arrows: edges.map(({ from, to }) => ({ from, to })) };
}

/** The hops in the order in which one would tell them. */
export function hopsInTime(trace: Trace, edges: Edge[]): Edge[] {
  const rows = documentsById(trace);
  const when = (id: string) => rows.get(id)?.published;
  const isOrigin = (id: string) => (trace.origins.some((origin) => origin.id === id) ? 0 : 1);
  return [...edges].sort((a, b) => byTime(when(a.to) ?? null, when(b.to) ?? null) || isOrigin(a.from) - isOrigin(b.from) || (edgeKey(a) < edgeKey(b) ? -1 : 1));
}
