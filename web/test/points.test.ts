import assert from 'node:assert/strict';
import test from 'node:test';
import { land, markOf, Points } from '../src/lib/points';

// One unit, two units (a surrogate pair), a letter with a combining mark, a lone surrogate.
const odd = 'a\u{1F300}bé\u{20000}z\ud83d';

test('spans count code points, as the API does', () => {
  const points = new Points(odd);
  const all = [...odd];
  assert.equal(points.length, all.length);
  for (let begin = 0; begin < all.length; ++begin)
    for (let end = begin + 1; end <= all.length; ++end)
      assert.equal(points.slice([begin, end]), all.slice(begin, end).join(''), `${begin}-${end}`);
});

test('texts of the first plane need no table and give the same', () => {
  const points = new Points('Drenov — “library”');
  assert.equal(points.slice([9, 18]), '“library”');
  assert.equal(points.length, 18);
});

test('out of bounds never reads elsewhere', () => {
  const points = new Points(odd);
  assert.equal(points.slice([-5, 2]), 'a\u{1F300}');
  assert.equal(points.slice([6, 99]), '\ud83d');
  for (const span of [[0, 9], [3, 3], [5, 2], [-1, 2], [0.5, 2], [NaN, 2]] as const) assert.equal(points.has(span), false, String(span));
});

test('a deep link lands on exactly its words or says that it cannot', () => {
  const points = new Points('It has 40 leaks \u{1F4A7} in it.');
  const words = points.slice([7, 17]);
  assert.equal(words, '40 leaks \u{1F4A7}');
  assert.deepEqual(land(points, [7, 17], markOf(words)), { ok: true, words });
  assert.deepEqual(land(points, [7, 17], null), { ok: true, words });
  const moved = land(points, [6, 16], markOf(words));
  assert.equal(moved.ok, false);
  const beyond = land(points, [7, 99], markOf(words));
  assert.equal(beyond.ok, false);
  assert.match(beyond.ok ? '' : beyond.why, /the text has 24/);
});

test('marks differ for words that differ by a letter', () => {
  assert.notEqual(markOf('40 leaks'), markOf('400 leaks'));
  assert.match(markOf(''), /^[0-9a-f]{8}$/);
});
