import assert from 'node:assert/strict';
import test from 'node:test';
import { layOut, type Arrow, type Box } from '../src/lib/layout';
import { foldLeaves } from '../src/lib/way';
import type { Edge, Node } from '../src/lib/types';

const size = { width: 100, height: 40, columnGap: 20, rowGap: 10 };
const boxes: Box[] = [
  { id: 'late', band: 'dated', day: '2015-05-07' },
  { id: 'copy', band: 'dated', day: '2015-05-05', order: '2015-05-05' },
  { id: 'first', band: 'dated', day: '2015-05-05', order: '2015-05-05T10:00:00Z' },
  { id: 'lost', band: 'undated' },
  { id: 'wire', band: 'cited' },
  { id: 'roofer', band: 'origin' },
];
const arrows: Arrow[] = [
  { from: 'roofer', to: 'wire' },
  { from: 'wire', to: 'first' },
  { from: 'first', to: 'copy' },
  { from: 'first', to: 'late' },
  { from: 'copy', to: 'lost' },
];

test('words travel to the right: sayer, what is cited, days in order, undated', () => {
  const { boxes: placed } = layOut(boxes, arrows, size);
  const order = ['roofer', 'wire', 'first', 'copy', 'late', 'lost'].map((id) => placed.get(id)!.column);
  assert.deepEqual(order, [0, 1, 2, 3, 4, 5]);
});

test('boxes of a column never overlap', () => {
  const many: Box[] = Array.from({ length: 30 }, (_, index) => ({ id: `b${index}`, band: 'dated', day: `2015-05-0${1 + (index % 3)}` }));
  const links = many.slice(3).map((box, index) => ({ from: many[index % 3]!.id, to: box.id }));
  const placed = [...layOut(many, links, size).boxes.values()];
  for (const a of placed) {
    for (const b of placed) {
      if (a.id < b.id && a.column === b.column) assert.ok(Math.abs(a.y - b.y) >= size.height, `${a.id} ${b.id}`);
    }
  }
});

test('an arrow over several columns passes between their boxes', () => {
  const days = Array.from({ length: 24 }, (_, index): Box => ({ id: `b${String(index).padStart(2, '0')}`, band: 'dated', day: `2015-05-0${1 + (index % 6)}` }));
  const links = days.flatMap((box, index) => days.filter((other, at) => other.day! > box.day! && (index + at) % 3 === 0).map((other) => ({ from: box.id, to: other.id })));
  const { boxes: placed, bends } = layOut(days, links, size);
  let passed = 0;
  for (const { from, to } of links) {
    const own = bends.get(`${from}>${to}`) ?? [];
    assert.equal(own.length, Math.max(0, placed.get(to)!.column - placed.get(from)!.column - 1));
    for (const { column, x, y } of own) {
      for (const box of placed.values()) {
        if (box.column !== column) continue;
        ++passed;
        assert.equal(x, box.x);
        assert.ok(y < box.y || y > box.y + size.height, `${from}>${to} at ${y} behind ${box.id} at ${box.y}`);
      }
    }
  }
  assert.ok(passed > 20, 'there were such arrows');
});

test('a circle of credits is laid out, and the order of the input does not matter', () => {
  const circle: Arrow[] = [...arrows, { from: 'late', to: 'first' }, { from: 'copy', to: 'first' }];
  const one = layOut(boxes, circle, size);
  const two = layOut([...boxes].reverse(), [...circle].reverse(), size);
  assert.deepEqual([...two.boxes.values()].map(({ id, column }) => [id, column]).sort(), [...one.boxes.values()].map(({ id, column }) => [id, column]).sort());
});

test('nothing is nothing', () => {
  assert.deepEqual(layOut([], [], size), { boxes: new Map(), columns: [], bends: new Map(), width: 0, height: 0 });
});

test('many pages with their words from one place are folded, few are not', () => {
  const nodes: Node[] = Array.from({ length: 10 }, (_, index) => ({ id: `d${index}`, kind: 'document', name: '' }));
  const edges = nodes.slice(1).map(({ id }) => ({ from: 'd0', to: id, kind: 'copies', basis: 'inferred', evidence: [], confidence: 1 }) as Edge);
  assert.equal(foldLeaves(nodes, edges, () => 'x', 20).folds.length, 0);
  const { folds, hidden } = foldLeaves(nodes, edges, () => 'x', 5);
  assert.deepEqual(folds.map(({ members }) => members.length), [9]);
  assert.ok(!hidden.has('d0'));
});
