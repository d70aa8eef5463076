// Where the boxes of a claim's way stand: left to right by time, so that words only ever travel to the
// right: those who said it, what is cited and not held, then a column for each day, then what has no
// date. Within a day a page stands to the right of the page that it has its words from.

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
export type Layout = { boxes: Map<string, Placed>; columns: Column[]; width: number; height: number };

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

/** Pulls each box towards those it has words from and gives words to, keeping boxes of a column apart. */
function relax(column: string[], y: Map<string, number>, near: Map<string, string[]>, step: number): void {
  const wish = new Map(
    column.map((id) => [id, near.get(id)?.length ? mean(near.get(id)!.map((other) => y.get(other)!)) : y.get(id)!]),
  );
  column.sort((a, b) => wish.get(a)! - wish.get(b)! || y.get(a)! - y.get(b)!);
  column.forEach((id, row) => {
    const above = row === 0 ? -Infinity : y.get(column[row - 1]!)! + step;
    y.set(id, Math.max(wish.get(id)!, above));
  });
  // Pushed down only, a column would sink: it comes back to where its boxes wished to be on the whole.
  const sunk = mean(column.map((id) => y.get(id)! - wish.get(id)!));
  for (const id of column) y.set(id, y.get(id)! - sunk);
}

function rows(columns: string[][], arrows: Arrow[], step: number): Map<string, number> {
  const y = new Map<string, number>();
  for (const column of columns) column.forEach((id, row) => y.set(id, row * step));
  const near = new Map<string, string[]>();
  for (const { from, to } of arrows) {
    if (!y.has(from) || !y.has(to) || from === to) continue;
    near.set(from, [...(near.get(from) ?? []), to]);
    near.set(to, [...(near.get(to) ?? []), from]);
  }
  for (let round = 0; round < 12; ++round) {
    for (const column of round % 2 ? [...columns].reverse() : columns) relax(column, y, near, step);
  }
  return y;
}

export function layOut(boxes: Box[], arrows: Arrow[], size: Size): Layout {
  const sorted = [...boxes].sort((a, b) => (a.order ?? '').localeCompare(b.order ?? '') || (a.id < b.id ? -1 : 1));
  const { of, list } = columnsOf(sorted, arrows);
  const columns = list.map(({ index }) => sorted.filter((box) => of.get(box.id) === index).map((box) => box.id));
  const y = rows(columns, arrows, size.height + size.rowGap);
  const top = Math.min(0, ...y.values());
  const step = size.width + size.columnGap;
  const placed = new Map<string, Placed>();
  for (const [id, column] of of) placed.set(id, { id, column, x: column * step, y: Math.round(y.get(id)! - top) });
  return {
    boxes: placed,
    columns: list.map((column) => ({ ...column, x: column.index * step })),
    width: Math.max(0, columns.length * step - size.columnGap),
    height: placed.size ? Math.max(...[...placed.values()].map((box) => box.y)) + size.height : 0,
  };
}
