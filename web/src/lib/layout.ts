// Where the boxes of a claim's way stand: left to right by time, so that words only ever travel to the
// right: those who said it, what is cited and not held, then a column for each day, then what has no
// date. Within a day a page stands to the right of the page that it has its words from. An arrow over
// several columns has a place of its own in each, so that it passes between boxes and never behind one.

export type Box = {
  id: string;
  band: 'origin' | 'cited' | 'dated' | 'undated';
  /** For `dated`: the day, 2015-05-05. */
  day?: string;
  /** Boxes of one day that must keep an order within it, e.g. by the hour. */
  order?: string;
};
export type Arrow = { from: string; to: string };
export type Size = { width: number; height: number; columnGap: number; rowGap: number };
export type Placed = { id: string; column: number; x: number; y: number };
export type Column = { index: number; x: number; band: Box['band']; day?: string };
/** `bends`: where an arrow over several columns passes those between; by `arrowKey`, from left to right. */
export type Layout = { boxes: Map<string, Placed>; columns: Column[]; bends: Map<string, Bend[]>; width: number; height: number };
export type Bend = { column: number; x: number; y: number };

export const arrowKey = ({ from, to }: Arrow) => `${from}>${to}`;

const bandRank = { origin: 0, cited: 1, dated: 2, undated: 3 } as const;

const groupKey = (box: Box) => `${bandRank[box.band]}${box.band === 'dated' ? (box.day ?? '') : ''}`;

/** How far into its group each box stands: one more than whoever in the same group gave it its words.
 *  A circle of credits is cut where it closes. */
function depths(boxes: Box[], arrows: Arrow[]): Map<string, number> {
  const key = new Map(boxes.map((box) => [box.id, groupKey(box)]));
  const givers = new Map<string, string[]>();
  for (const { from, to } of arrows) {
    if (key.has(from) && key.get(from) === key.get(to)) givers.set(to, [...(givers.get(to) ?? []), from]);
  }
  const depth = new Map<string, number>();
  const under = new Set<string>();
  const visit = (id: string): number => {
    const known = depth.get(id);
    if (known !== undefined) return known;
    if (under.has(id)) return -1;
    under.add(id);
    const deepest = Math.max(-1, ...(givers.get(id) ?? []).map(visit));
    under.delete(id);
    depth.set(id, deepest + 1);
    return deepest + 1;
  };
  for (const box of boxes) visit(box.id);
  return depth;
}

function columnsOf(boxes: Box[], arrows: Arrow[]): { of: Map<string, number>; list: Omit<Column, 'x'>[] } {
  const depth = depths(boxes, arrows);
  const keyed = boxes.map((box) => ({ box, key: `${groupKey(box)}/${String(depth.get(box.id)).padStart(4, '0')}` }));
  const keys = [...new Set(keyed.map(({ key }) => key))].sort();
  const list = keys.map((key, index) => {
    const box = keyed.find((one) => one.key === key)!.box;
    return { index, band: box.band, ...(box.day === undefined ? {} : { day: box.day }) };
  });
  return { of: new Map(keyed.map(({ box, key }) => [box.id, keys.indexOf(key)])), list };
}

const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

/** The room that a box or a bend takes in its column, gap included. */
type Room = (id: string) => number;

/** Less where many arrows pass, so that they do not make the graph higher than its boxes do. */
const bendRoom = (most: number) => Math.max(4, Math.min(15, 900 / most));

/** Pulls each box towards those it has words from and gives words to, keeping what stands in a column apart. */
function relax(column: string[], y: Map<string, number>, near: Map<string, string[]>, room: Room): void {
  const wish = new Map(
    column.map((id) => [id, near.get(id)?.length ? mean(near.get(id)!.map((other) => y.get(other)!)) : y.get(id)!]),
  );
  column.sort((a, b) => wish.get(a)! - wish.get(b)! || y.get(a)! - y.get(b)!);
  column.forEach((id, row) => {
    const last = column[row - 1];
    const above = last === undefined ? -Infinity : y.get(last)! + (room(last) + room(id)) / 2;
    y.set(id, Math.max(wish.get(id)!, above));
  });
  // Pushed down only, a column would sink: it comes back to where its boxes wished to be on the whole.
  const sunk = mean(column.map((id) => y.get(id)! - wish.get(id)!));
  for (const id of column) y.set(id, y.get(id)! - sunk);
}

/** The middle of everything in every column, so that arrows from stop to stop are short. */
function rows(columns: string[][], ways: string[][], room: Room): Map<string, number> {
  const y = new Map<string, number>();
  for (const column of columns) {
    let end = 0;
    for (const id of column) {
      y.set(id, end + room(id) / 2);
      end += room(id);
    }
  }
  const near = new Map<string, string[]>();
  const join = (from: string, to: string) => near.set(from, [...(near.get(from) ?? []), to]);
  for (const stops of ways) {
    stops.slice(1).forEach((to, index) => {
      join(stops[index]!, to);
      join(to, stops[index]!);
    });
  }
  for (let round = 0; round < 12; ++round) {
    for (const column of round % 2 ? [...columns].reverse() : columns) relax(column, y, near, room);
  }
  return y;
}

const bendId = (key: string, column: number) => `${key}@${column}`;

/** The columns between the ends of an arrow that goes to the right; none of one that stays or goes back. */
const between = (from: number, to: number) => Array.from({ length: Math.max(0, to - from - 1) }, (_, index) => from + 1 + index);

export function layOut(boxes: Box[], arrows: Arrow[], size: Size): Layout {
  const sorted = [...boxes].sort((a, b) => (a.order ?? '').localeCompare(b.order ?? '') || (a.id < b.id ? -1 : 1));
  const { of, list } = columnsOf(sorted, arrows);
  const columns = list.map(({ index }) => sorted.filter((box) => of.get(box.id) === index).map((box) => box.id));
  const drawn = new Map(arrows.filter(({ from, to }) => from !== to && of.has(from) && of.has(to)).map((arrow) => [arrowKey(arrow), arrow]));
  const passed = new Map([...drawn].sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, { from, to }]) => [key, between(of.get(from)!, of.get(to)!)]));
  for (const [key, over] of passed) for (const column of over) columns[column]!.push(bendId(key, column));
  const ways = [...passed].map(([key, over]) => [drawn.get(key)!.from, ...over.map((column) => bendId(key, column)), drawn.get(key)!.to]);
  const narrow = bendRoom(Math.max(1, ...columns.map((column) => column.filter((id) => !of.has(id)).length)));
  const room: Room = (id) => (of.has(id) ? size.height + size.rowGap : narrow);
  const y = rows(columns, ways, room);
  const top = Math.min(...[...y].map(([id, middle]) => middle - room(id) / 2)) + size.rowGap / 2;
  const step = size.width + size.columnGap;
  const placed = new Map<string, Placed>();
  for (const [id, column] of of) placed.set(id, { id, column, x: column * step, y: Math.round(y.get(id)! - size.height / 2 - top) });
  const bends = new Map([...passed].map(([key, over]) => [key, over.map((column) => ({ column, x: column * step, y: Math.round(y.get(bendId(key, column))! - top) }))]));
  return {
    boxes: placed,
    columns: list.map((column) => ({ ...column, x: column.index * step })),
    bends,
    width: Math.max(0, columns.length * step - size.columnGap),
    height: y.size ? Math.ceil(Math.max(...[...y].map(([id, middle]) => middle + room(id) / 2)) - size.rowGap / 2 - top) : 0,
  };
}
