import assert from 'node:assert/strict';
import test from 'node:test';
import { diffWords, wordsOf } from '../src/lib/diff';

const side = (before: string, after: string, drop: 'gone' | 'new') =>
  diffWords(before, after).filter(({ kind }) => kind !== drop).map(({ text }) => text).join('');
const squeezed = (text: string) => text.replace(/\s+/g, ' ').trim();

test('words put together are the text', () => {
  for (const text of ['', ' ', 'one', ' one  two\n\nthree ', 'naïve — “x”\t']) assert.equal(wordsOf(text).join(''), text);
});

test('one word changed in a quotation', () => {
  const pieces = diffWords('we cannot let readers in', 'we cannot allow readers in');
  assert.deepEqual(pieces.map(({ kind, text }) => [kind, text.trim()]), [['same', 'we cannot'], ['gone', 'let'], ['new', 'allow'], ['same', 'readers in']]);
});

test('without what is new it is the first text, without what is gone the second', () => {
  // A small generator of texts that share words; the same ones on each run.
  let seed = 7;
  const next = (below: number) => (seed = (seed * 1103515245 + 12345) & 0x7fffffff) % below;
  for (let round = 0; round < 300; ++round) {
    const text = () => Array.from({ length: next(12) }, () => 'abcde'[next(5)]).join(' ');
    const [before, after] = [text(), text()];
    assert.equal(squeezed(side(before, after, 'new')), squeezed(before), `${before} | ${after}`);
    assert.equal(squeezed(side(before, after, 'gone')), squeezed(after), `${before} | ${after}`);
  }
});

test('the fewest edits are found', () => {
  const pieces = diffWords('a b c a b b a', 'c b a b a c');
  const edits = pieces.filter(({ kind }) => kind !== 'same').flatMap(({ text }) => wordsOf(text)).length;
  assert.equal(edits, 5);
});

test('texts too far apart come back whole, at once', () => {
  const many = (word: string) => Array.from({ length: 5000 }, (_, index) => `${word}${index}`).join(' ');
  assert.deepEqual(diffWords(many('a'), many('b'), 100).map(({ kind }) => kind), ['gone', 'new']);
});

test('the limit holds, and white space is no difference', () => {
  assert.deepEqual(diffWords('a b c', 'a x y', 1).map(({ kind }) => kind), ['gone', 'new']);
  assert.deepEqual(diffWords('a b c', 'a x y').map(({ kind }) => kind), ['same', 'gone', 'new']);
  assert.deepEqual(diffWords('a\n b', 'a b').map(({ kind }) => kind), ['same']);
});
