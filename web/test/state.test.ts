import assert from 'node:assert/strict';
import test from 'node:test';
import { byTime, sayDay, sayMoment, sayPeriod } from '../src/lib/dates';
import { EventReader } from '../src/lib/events';
import { formOf, spotsOf, standingOf } from '../src/lib/geo';
import { address, placeOf, toDocument, toNarrative } from '../src/lib/places';
import { paragraphs, segments } from '../src/lib/segments';
import type { PlacedClaim } from '../src/lib/types';

const at = (href: string) => {
  const url = new URL(href, 'http://127.0.0.1');
  return placeOf(url.pathname, url.search);
};

test('what is put into an address comes out of it', () => {
  assert.deepEqual(at(toNarrative('n1', 'sources', { only: 'unnamed' })), { view: 'narrative', id: 'n1', tab: 'sources', options: { only: 'unnamed' } });
  assert.deepEqual(at(toNarrative('n1')), { view: 'narrative', id: 'n1', tab: 'way', options: {} });
  assert.deepEqual(at(toDocument('d1', { b: 3, e: 9, w: null })), { view: 'document', id: 'd1', options: { b: '3', e: '9' } });
  const query = 'a + b & “c” #1 = 100%?';
  assert.deepEqual(at(address('/search', { q: query })), { view: 'search', query, options: { q: query } });
});

test('addresses of nothing are nothing, never an error', () => {
  for (const href of ['/x', '/n', '/n/1/nowhere', '/n/1/way/2', '/d/1/2', '/sources/1', '/%E0%A4%A'])
    assert.equal(at(href).view, 'unknown', href);
  assert.equal(at('/').view, 'home');
  assert.equal(placeOf('//', '').view, 'home');
});

test('offsets of zero stay in an address', () => assert.equal(toDocument('d', { b: 0, e: 4 }), '/d/d?b=0&e=4'));

test('dates are said as they are written', () => {
  assert.equal(sayDay('2015-05-05T23:30:00-05:00'), '5 May 2015');
  assert.equal(sayMoment('2015-05-05T23:30:00-05:00'), '5 May 2015, 23:30');
  assert.equal(sayDay('2015-05'), 'May 2015');
  assert.equal(sayDay('2015'), '2015');
  assert.equal(sayDay(null), 'undated');
  assert.equal(sayPeriod('2015-05-05', '2015-05-11'), '5 to 11 May 2015');
  assert.equal(sayPeriod('2015-05-05', '2015-06-11'), '5 May to 11 June 2015');
  assert.equal(sayPeriod('2014-11-19', '2015-05-11'), '19 November 2014 to 11 May 2015');
  assert.equal(sayPeriod('2015-05-05', '2015-05-05T10:00:00Z'), '5 May 2015');
  assert.equal(sayPeriod('2015', '2015'), '2015');
  assert.equal(sayPeriod(null, null), 'undated');
});

test('undated is last, in no order', () => {
  assert.deepEqual([null, '2015-05-06', '2015-05-05T10:00:00Z', '2015-05-05'].sort((a, b) => byTime(a, b)), ['2015-05-05T10:00:00Z', '2015-05-05', '2015-05-06', null]);
  assert.ok(byTime('2015-05-05T09:00:00Z', '2015-05-05T10:00:00Z') < 0);
});

test('events arrive whole, however the stream is cut', () => {
  const stream = 'event: progress\ndata: {"done":1}\n\n: a comment\n\nevent: done\ndata: {"report":\ndata: {}}\n\n';
  for (let size = 1; size < stream.length; size += 5) {
    const reader = new EventReader();
    const events = [];
    for (let begin = 0; begin < stream.length; begin += size) events.push(...reader.push(stream.slice(begin, begin + size)));
    assert.deepEqual(events, [{ event: 'progress', data: '{"done":1}' }, { event: 'done', data: '{"report":\n{}}' }]);
  }
});

test('marks cut a text into pieces that are the text, with brackets where they belong', () => {
  const marks = [{ span: [0, 6] as const, of: 'outer' }, { span: [2, 6] as const, of: 'inner' }, { span: [4, 9] as const, of: 'across' }, { span: [3, 3] as const, of: 'empty' }];
  const cut = segments([1, 8], marks);
  assert.deepEqual(cut.map(({ span }) => span), [[1, 2], [2, 4], [4, 6], [6, 8]]);
  assert.deepEqual(cut.map(({ marks: over }) => over.map(({ of }) => of).join()), ['outer', 'outer,inner', 'outer,inner,across', 'across']);
  assert.deepEqual(cut.map(({ opens }) => opens.map(({ of }) => of).join()), ['', 'inner', 'across', '']);
  assert.deepEqual(cut.map(({ closes }) => closes.map(({ of }) => of).join()), ['', '', 'outer,inner', '']);
});

test('lines are spans in code points', () => assert.deepEqual(paragraphs('\u{1F300}a\n\nbc\n'), [[0, 2], [4, 6]]));

const claim = (change: Partial<PlacedClaim>): PlacedClaim => ({
  claim: 'd#c1', text: '', document: 'd', modality: 'fact', polarity: 'positive',
  place: { name: 'Oruro', lat: -18, lon: -67, country: 'BO', level: 'division' }, ...change,
});

test('reported, planned and denied are kept apart on one place', () => {
  assert.equal(standingOf(claim({ modality: 'plan' })), 'planned');
  assert.equal(standingOf(claim({ polarity: 'negative', modality: 'plan' })), 'denied');
  assert.equal(standingOf(claim({ attribution_modality: 'deny' })), 'denied');
  const { spots, nowhere } = spotsOf([claim({}), claim({}), claim({ modality: 'possible' }), claim({ place: { name: 'Nowhere', lat: null, lon: null, country: null } })]);
  assert.deepEqual(spots.map(({ standing, claims }) => [standing, claims.length]), [['reported', 2], ['planned', 1]]);
  assert.equal(nowhere.length, 1);
  assert.equal(formOf(spots[0]!), 'area');
  assert.equal(formOf({ ...spots[0]!, level: 'feature' }), 'name');
  assert.equal(formOf({ ...spots[0]!, level: 'town' }), 'point');
});
