// Drives the page in headless chromium: node drive.mjs URL all|own|token|large FOLDER [SCREENSHOTS]
// Every check says what it wanted to see. Nothing is asked of another host, nothing is written to the console,
// axe-core finds nothing serious, no view is wider than the window.

import assert from 'node:assert/strict';
import { mkdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

const require = createRequire(new URL('../../web/package.json', import.meta.url));
const { chromium } = require('playwright-core');
const axe = require.resolve('axe-core/axe.min.js');

const [, , base, mode, folder, screenshots] = process.argv;
const wide = { width: 1280, height: 860 };
const phone = { width: 390, height: 844 };
const faults = [];

const browser = await chromium.launch({ executablePath: process.env.CHROMIUM, args: ['--no-sandbox', '--disable-dev-shm-usage'] });

/** A fresh page whose faults are noted: errors, warnings, requests to elsewhere. */
async function open(viewport = wide, colorScheme = 'light') {
  // The policy of the page forbids what axe injects; axe is the test's, not the page's.
  const context = await browser.newContext({ viewport, colorScheme, bypassCSP: true, reducedMotion: 'reduce' });
  const page = await context.newPage();
  watch(page);
  return page;
}

/** The same under the page's own policy: for all that is not axe. */
async function openStrict(viewport = wide) {
  const context = await browser.newContext({ viewport, reducedMotion: 'reduce' });
  const page = await context.newPage();
  watch(page);
  return page;
}

function watch(page) {
  page.allowed = [];
  page.on('console', (message) => {
    if (!['error', 'warning'].includes(message.type())) return;
    if (page.allowed.some((text) => message.text().includes(text))) return;
    faults.push(`console at ${page.url()}: ${message.text()}`);
  });
  page.on('pageerror', (error) => faults.push(`error at ${page.url()}: ${error.message}`));
  page.on('dialog', (dialog) => {
    faults.push(`a dialog at ${page.url()}: ${dialog.message()}`);
    void dialog.dismiss();
  });
  page.on('request', (request) => {
    const url = request.url();
    if (!url.startsWith(base) && !url.startsWith('data:') && !url.startsWith('blob:')) faults.push(`asked elsewhere: ${url}`);
  });
}

const at = async (page, path) => {
  await page.goto(base + path);
  await settled(page);
};
/** Waits until everything asked for has come and been drawn. */
const settled = async (page) => {
  await page.waitForFunction(() => document.querySelector('main') && !document.querySelector('main .loading, main .pending'));
  await page.evaluate(() => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(drawn, 30)))));
};

/** WEB_ONLY: only steps whose name has these words, e.g. "deep links". */
async function step(name, work) {
  if (!name.includes(process.env.WEB_ONLY ?? '')) return;
  try {
    await work();
    console.log(`ok   ${name}`);
  } catch (error) {
    faults.push(`${name}: ${error.message}`);
    console.log(`FAIL ${name}\n     ${String(error.stack).split('\n').slice(0, 12).join('\n     ')}`);
  }
}

async function sound(page, name) {
  await page.addScriptTag({ path: axe });
  const found = await page.evaluate(async () => (await window.axe.run(document, { resultTypes: ['violations'] })).violations);
  const serious = found.filter(({ impact }) => impact === 'serious' || impact === 'critical');
  assert.deepEqual(serious.map(({ id, nodes }) => `${id}: ${nodes.slice(0, 3).map((node) => node.html.slice(0, 160)).join(' | ')}`), [], `axe at ${name}`);
}

const fits = async (page, name) => assert.ok((await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)) <= 0, `${name} is wider than the window`);

const api = async (path) => (await fetch(`${base}/api/v1${path}`)).json();
const text = async (page, selector) => (await page.locator(selector).allTextContents()).join('');
const foot = 'Separate means that no link was found in this pile; it is not corroboration. Reading confidence is not likelihood of truth.';

async function everyView() {
  const { items } = await api('/narratives?limit=5');
  const largest = items[0];
  const inTrace = await api(`/trace?id=${largest.id}`);
  const document = inTrace.documents[0].id;
  const tabs = ['', '/changes', '/timeline', '/conflicts', '/sources', '/sources?only=separate', '/articles', '/articles?by=outlet', '/wanted', '/map', '?as=table', '?as=graph'];
  const views = [
    '/', '/?since=2015&until=2016', '/search?q=leaks+in+the+library+roof', '/sources', '/documents', '/claims', '/wanted', '/decisions', '/add', '/map', '/nowhere/at/all', `/claims?document=${document}`,
    ...items.slice(0, 2).flatMap(({ id }) => tabs.map((tab) => `/n/${id}${tab}`)),
    `/n/${largest.id}?hop=${encodeURIComponent(`${inTrace.edges[0].from}>${inTrace.edges[0].to}>${inTrace.edges[0].kind}`)}&as=graph`,
    `/n/${largest.id}?box=${inTrace.origins[0].id}&as=graph`, `/n/${largest.id}?box=${document}&as=graph`,
    `/d/${document}`, `/d/${document}?show=claims`, `/d/${document}?show=names`, `/d/${document}?a=a1`,
  ];
  for (const [viewport, scheme] of [[wide, 'light'], [wide, 'dark'], [phone, 'light']]) {
    await step(`every view is sound, ${viewport.width} px, ${scheme}`, async () => {
      const page = await open(viewport, scheme);
      for (const view of views) {
        await at(page, view);
        await fits(page, view);
        await sound(page, `${view}, ${viewport.width} px, ${scheme}`);
        assert.equal(await page.locator('h1').count() > 0, true, `${view} has a heading`);
      }
      await page.context().close();
    });
  }
  return { items, largest, document };
}

/** From the first view to the exact words behind the first hop of the largest narrative, and on into the article. */
async function threeClicks() {
  const page = await openStrict();
  await at(page, '/');
  let clicks = 0;
  const click = async (locator) => {
    await locator.click();
    ++clicks;
    await settled(page);
  };
  await click(page.locator('.narratives h2 a').first());
  await click(page.locator('.graph .dot').first());
  await page.locator('.panel .whence').first().waitFor();
  const words = await text(page, '.panel .passage mark >> nth=0');
  assert.ok(words.length > 0, 'the panel quotes words');
  assert.match(await text(page, '.panel .whence >> nth=0'), /line \d+.*SHA-256/s, 'with line and hash');
  await click(page.locator('.panel .read-on').first());
  assert.equal(await text(page, '[data-landed]'), words, 'the article opens at these words');
  assert.ok(clicks <= 3, `${clicks} clicks`);
  const box = await page.locator('[data-landed]').first().boundingBox();
  assert.ok(box.y >= 0 && box.y < wide.height, 'and they are in sight');
  await page.context().close();
}

async function countsOpenLists({ items }) {
  const page = await openStrict();
  for (const [index, narrative] of items.slice(0, 3).entries()) {
    await at(page, '/');
    const line = page.locator('.narratives > li').nth(index).locator('.counts');
    const numbers = await line.locator('a').allTextContents();
    assert.equal(numbers.length, 5, `five numbers: ${numbers}`);
    assert.equal(numbers[0], `${narrative.documents.length} articles`);
    assert.match(await page.locator('main').textContent(), new RegExp(foot.replace(/[.;]/g, '.')), 'the footer');
    await line.locator('a').nth(0).click();
    await settled(page);
    assert.equal(await page.locator('.rows > li').count(), narrative.documents.length, 'as many articles as counted');
    for (const [place, only] of [[2, 'named'], [3, 'unnamed']]) {
      await at(page, '/');
      await line.locator('a').nth(place).click();
      await settled(page);
      assert.equal(await page.locator('.cards > .card').count(), Number(numbers[place].split(' ')[0]), `as many ${only} sources as counted`);
    }
  }
  await page.context().close();
}

async function search() {
  const page = await openStrict();
  await at(page, '/');
  await page.locator('textarea[name=q]').fill('The roofer told\n  reporters that he had counted more than 40 leaks\nin the library roof');
  await page.keyboard.press('Enter');
  await page.waitForURL(/\/search/);
  await settled(page);
  assert.match(page.url(), /\/search\?q=The\+roofer\+told\+reporters/);
  assert.match(await page.locator('.narratives').textContent(), /leaks|library/i, 'the narrative that fits');
  await page.goBack();
  await page.waitForURL((url) => url.pathname === '/');
  await settled(page);
  assert.equal(new URL(page.url()).pathname, '/');
  page.allowed.push('404');
  await at(page, '/search?q=zzzqqq+xxyyzz');
  assert.match(await page.locator('main').textContent(), /No narrative|nothing|none|fits/i, 'it says that nothing fits');
  await page.context().close();
}

async function reading({ document }) {
  const page = await openStrict();
  await at(page, `/d/${document}`);
  const brackets = await page.locator('.bracket.open').count();
  assert.equal(await page.locator('.bracket.close').count(), brackets, 'as many brackets close as open');
  await page.keyboard.press('j');
  await page.waitForURL(/[?&]a=a\d+/);
  const first = page.url();
  assert.match(await text(page, '.chain-panel h2'), /Attribution 1 of/);
  assert.ok((await page.locator('.text .lit').count()) > 0, 'its words are lit');
  await page.keyboard.press('j');
  await page.waitForURL((url) => url.href !== first);
  await page.keyboard.press('k');
  await page.waitForURL(first);
  await page.reload();
  await settled(page);
  assert.match(await text(page, '.chain-panel h2'), /Attribution 1 of/, 'the address holds the state');
  const text0 = await page.evaluate(() => [...document.querySelectorAll('.text p, .text h1')].map((line) => line.textContent).join('\n'));
  const { text: own } = await api(`/documents/${document}`);
  const lines = own.split('\n').filter((line) => line.trim()).join('\n');
  assert.equal(text0, lines, 'the text is the text: marks add nothing to it');
  await page.context().close();
}

/** The article leads back to the narrative that it is in, and its claims to their ways. */
async function outOfTheReader({ largest, document }) {
  const page = await openStrict();
  await at(page, `/d/${document}?show=claims`);
  const { items, total } = await api(`/claims?document=${document}&limit=500`);
  await page.locator('.claim-list li').first().waitFor();
  assert.equal(await page.locator('.claim-list li').count(), total, 'every claim of the article');
  const told = items.filter(({ allegation }) => allegation).length;
  await page.locator('.claim-list a', { hasText: 'its way' }).first().waitFor();
  assert.equal(await page.locator('.claim-list a', { hasText: 'its way' }).count(), told, 'those that are told elsewhere lead there');
  await at(page, `/claims?document=${document}`);
  assert.equal(await page.locator('.said > li').count(), Math.min(total, 50), 'the list of claims of one article');
  await at(page, `/d/${document}`);
  await page.locator('.stories a', { hasText: largest.label }).click();
  await page.waitForURL((url) => url.pathname === `/n/${largest.id}`);
  await settled(page);
  assert.equal(await page.locator('.panel h2').count(), 1, 'with the article chosen');
  await page.context().close();
}

/** Over all narratives the same is wanted as for each. */
async function wanted() {
  const page = await openStrict();
  await at(page, '/wanted');
  const { items } = await api('/wanted');
  assert.equal(await page.locator('.card').count(), items.reduce((sum, { missing }) => sum + missing.length, 0), 'all that is wanted');
  const own = items.find(({ missing }) => missing.length);
  await page.locator('.wanted-of h2 a').first().click();
  await page.waitForURL((url) => url.pathname === `/n/${own.narrative.id}/wanted`);
  await settled(page);
  assert.equal(await page.locator('.card').count(), own.missing.length, 'and for its narrative');
  await page.context().close();
}

async function deepLinks({ document }) {
  const page = await openStrict();
  const { text: own } = await api(`/documents/${document}`);
  const points = [...own];
  for (const [begin, end] of [[0, 1], [5, 40], [points.length - 30, points.length]]) {
    await at(page, `/d/${document}?b=${begin}&e=${end}`);
    assert.equal((await text(page, '[data-landed]')).replace(/\s/g, ''), points.slice(begin, end).join('').replace(/\s/g, ''), `${begin}-${end}`);
  }
  for (const [query, why] of [['b=5&e=99999999', 'the text has'], ['b=5&e=40&w=00000000', 'do not stand there'], ['b=x&e=4', 'points at'], ['c=c99999', 'no claim']]) {
    await at(page, `/d/${document}?${query}`);
    assert.match(await text(page, '[role=alert]'), new RegExp(why), query);
    assert.equal(await page.locator('[data-landed]').count(), 0, 'and it lands nowhere');
  }
  await page.context().close();
}

async function adding() {
  const page = await openStrict();
  await at(page, '/add');
  await page.locator('#files').setInputFiles(join(folder, 'hostile.html'));
  await page.locator('.cards .counts').first().waitFor({ timeout: 120_000 });
  assert.match(await page.locator('.cards').textContent(), /1 read/);
  await at(page, '/documents?since=2016-02&until=2016-03');
  await page.locator('.rows a', { hasText: 'opens the' }).first().click();
  await settled(page);
  assert.match(await page.locator('main').textContent(), /<script>.*<img src=x onerror=alert\(1\)>/s, 'markup stands as text');
  assert.equal(await page.locator('.text img, .text script, .text b').count(), 0, 'and is none');
  assert.notEqual(await page.title(), 'run');
  const id = new URL(page.url()).pathname.split('/')[2];
  const { text: own } = await api(`/documents/${id}`);
  const words = 'far too much \u{1F4B8} for a town';
  const begin = [...own.slice(0, own.indexOf(words))].length;
  await at(page, `/d/${id}?b=${begin}&e=${begin + [...words].length}`);
  assert.equal(await text(page, '[data-landed]'), words, 'a link counts characters, not units');
  await page.context().close();
}

async function deciding({ largest }) {
  const page = await openStrict();
  const trace = await api(`/trace?id=${largest.id}`);
  const names = new Map(trace.nodes.map(({ id, kind }) => [id, kind]));
  const hop = trace.edges.find(({ from, to }) => names.get(from) === 'document' && names.get(to) === 'document');
  const key = `${hop.from}>${hop.to}>${hop.kind}`;
  const held = async () => (await api(`/trace?id=${largest.id}`)).edges.some((edge) => `${edge.from}>${edge.to}>${edge.kind}` === key);
  await at(page, `/n/${largest.id}?as=graph&hop=${encodeURIComponent(key)}`);
  await page.locator('summary', { hasText: 'Reject this hop' }).click();
  const form = page.locator('details[open] form.decide');
  await form.locator('[name=reason]').fill('a test: <b>seen</b> to be another text');
  await form.locator('[name=by]').fill('ann');
  await form.locator('button[type=submit]').click();
  await page.locator('.announcement:not([hidden])').waitFor({ timeout: 60_000 });
  assert.equal(await held(), false, 'the hop is gone');
  await at(page, '/decisions');
  const card = page.locator('.card').first();
  assert.match(await card.textContent(), /reject.*a test: <b>seen<\/b>.*ann/s);
  await card.locator('summary', { hasText: 'Undo' }).click();
  await card.locator('button[type=submit]').click();
  await page.locator('.announcement:not([hidden])').waitFor({ timeout: 60_000 });
  assert.equal(await held(), true, 'and comes back');
  await page.getByText('taken back by decision').first().waitFor();
  await page.context().close();
}

async function keyboard({ largest }) {
  const page = await openStrict();
  await at(page, `/n/${largest.id}?as=graph`);
  await page.locator('.graph .dot').first().focus();
  await page.keyboard.press('Enter');
  await page.locator('.panel .passage mark').first().waitFor();
  assert.ok((await page.locator('.panel .passage mark').count()) > 0, 'Enter on a hop shows its words');
  assert.equal(await page.evaluate(() => document.activeElement?.classList.contains('panel')), true, 'and goes there');
  const table = await openStrict();
  await at(table, `/n/${largest.id}?as=table`);
  const { edges } = await api(`/trace?id=${largest.id}`);
  assert.equal(await table.locator('.hops tbody tr').count(), edges.length, 'the table has every hop');
  await table.context().close();
  await page.context().close();
}

async function theme() {
  const page = await open(wide, 'light');
  await at(page, '/');
  const paper = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  const light = await paper();
  await page.locator('.theme').click();
  await page.locator('.theme').click();
  assert.notEqual(await paper(), light, 'dark by the toggle');
  await page.reload();
  await settled(page);
  assert.notEqual(await paper(), light, 'and kept');
  await page.context().close();
}

async function headers() {
  const answer = await fetch(`${base}/n/whatever`);
  const policy = answer.headers.get('content-security-policy') ?? '';
  assert.match(policy, /default-src 'none'/);
  assert.doesNotMatch(policy, /unsafe|https?:|\*/);
  assert.doesNotMatch(await answer.text(), /<script(?![^>]*\bsrc=)|<style|\son\w+=/, 'nothing inline');
}

/** From asking for the page, with nothing kept, to the list of narratives: the best of three, as other work on
 *  the machine only ever adds to it. */
async function firstView(limit) {
  const times = [];
  for (let round = 0; round < 3; ++round) {
    const page = await openStrict();
    await page.goto('about:blank');
    const began = Date.now();
    await page.goto(base + '/');
    await page.locator('.narratives > li').first().waitFor();
    times.push(Date.now() - began);
    await page.context().close();
  }
  console.log(`     first view: ${times.join(', ')} ms`);
  assert.ok(Math.min(...times) < limit, `the first view took ${times} ms`);
}

async function pictures({ items, document }) {
  mkdirSync(screenshots, { recursive: true });
  const shot = async (name, path, viewport = wide, scheme = 'light') => {
    const page = await open(viewport, scheme);
    await at(page, path);
    await page.screenshot({ path: join(screenshots, `${name}.png`) });
    await page.context().close();
  };
  const wire = items.find(({ label }) => /leaks/.test(label)) ?? items[0];
  const { edges, nodes } = await api(`/trace?id=${wire.id}`);
  const missing = new Set(nodes.filter(({ held }) => held === false).map(({ id }) => id));
  const hop = edges.find(({ from }) => missing.has(from)) ?? edges[0];
  await shot('narratives', '/');
  await shot('way', `/n/${wire.id}?hop=${encodeURIComponent(`${hop.from}>${hop.to}>${hop.kind}`)}`, { width: 1280, height: 940 });
  const { attributions } = await api(`/documents/${document}`);
  const surest = attributions.filter(({ source_kind: kind, quote }) => kind === 'named_person' && quote === 'indirect').sort((a, b) => b.confidence - a.confidence)[0];
  await shot('reader', `/d/${document}?a=${surest.id}`, wide, 'dark');
  await shot('changes', `/n/${wire.id}/changes`, { width: 1280, height: 940 });
  await shot('phone', `/n/${wire.id}`, phone);
}

const plain = (words) => words.replace(/\s+/g, ' ').trim();

/** Some views as they are used: at three sizes and colours, sound and within the window. */
async function seen(views) {
  for (const [viewport, scheme] of [[wide, 'light'], [wide, 'dark'], [phone, 'light']]) {
    const page = await open(viewport, scheme);
    for (const [name, view] of views) {
      await at(page, view);
      await fits(page, view);
      await sound(page, `${view}, ${viewport.width} px, ${scheme}`);
      if (screenshots) await page.screenshot({ path: join(folder, `${name}-${viewport.width}-${scheme}.png`), fullPage: true });
    }
    await page.context().close();
  }
}

/** What a page changed between its versions is shown with both wordings, and each leads to where it stands. */
async function changedPage(narrative) {
  const trace = await api(`/trace?id=${narrative.id}`);
  const [revision] = trace.revisions;
  const sides = revision.changes.flatMap(({ before, after }) => [...before, ...after]);
  assert.ok(sides.length > 2, 'the page changed');
  const views = [['changes', `/n/${narrative.id}/changes`], ['panel', `/n/${narrative.id}?box=${revision.to}`], ['reader', `/d/${revision.to}?versions=1`]];
  await seen(views);
  const page = await openStrict();
  for (const [, view] of views) {
    await at(page, view);
    assert.equal(await page.locator('.page-changes > li').count(), revision.changes.length, `${view} has every change`);
    const words = (await page.locator('.page-changes a q').allTextContents()).map(plain);
    assert.deepEqual(words, sides.map(({ text }) => plain(text)), `${view} has the words of both`);
  }
  const links = await page.locator('.page-changes a').evaluateAll((all) => all.map((link) => link.getAttribute('href')));
  for (const [index, href] of links.entries()) {
    await at(page, href);
    assert.equal(plain(await text(page, '[data-landed]')), plain(sides[index].text), 'a link leads to exactly these words');
  }
  await at(page, `/d/${revision.from}`);
  assert.match(await text(page, '.versions'), /Version 1 of 2/);
  await page.locator('.versions a', { hasText: 'the one after' }).click();
  await page.waitForURL((url) => url.pathname === `/d/${revision.to}`);
  await settled(page);
  assert.match(await text(page, '.versions'), /The latest of 2/);
  await page.context().close();
}

/** A page's own label goes with it: in the graph, in its panel and table, at its head; losing it is a change. */
async function labelledPage(narrative) {
  const { nodes, attribution_changes } = await api(`/trace?id=${narrative.id}`);
  const { id, labels: [label] } = nodes.find(({ labels }) => labels?.length);
  await seen([['label-way', `/n/${narrative.id}?box=${id}`], ['label-reader', `/d/${id}`], ['label-changes', `/n/${narrative.id}/changes`]]);
  const page = await openStrict();
  await at(page, `/n/${narrative.id}?as=graph&box=${id}`);
  assert.equal(await text(page, '.graph .box .tag.label'), label, 'on its box');
  assert.equal(await text(page, '.panel .tag.label'), label, 'in its panel');
  await at(page, `/n/${narrative.id}?as=table`);
  assert.match(await text(page, '.hops .tag.label'), new RegExp(label), 'in the table');
  await at(page, `/d/${id}`);
  await page.locator('.own-labels a').click();
  await settled(page);
  assert.equal(await text(page, '[data-landed]'), label, 'where the page says it');
  const lost = attribution_changes.filter(({ of }) => of === 'label');
  assert.ok(lost.length > 0, 'a retelling lost it');
  await at(page, `/n/${narrative.id}/changes`);
  assert.equal(await page.getByText(`Label lost: “${label}”`).count(), lost.length);
  await page.context().close();
}

/** Piles of our own about how pages change and what they call themselves (tests/trace_cases). */
async function own() {
  const { items } = await api('/narratives?limit=10');
  const traces = await Promise.all(items.map(({ id }) => api(`/trace?id=${id}`)));
  await step('what a page changed', () => changedPage(items[traces.findIndex(({ revisions }) => revisions.length)]));
  await step('what a page calls itself', () => labelledPage(items[traces.findIndex(({ nodes }) => nodes.some(({ labels }) => labels?.length))]));
}

/** A server that wants a token is opened with it, for as long as the tab is, and with no other. */
async function token() {
  await step('the token is asked for', async () => {
    const page = await open();
    page.allowed.push('401');
    await at(page, '/');
    await sound(page, 'the question for the token');
    const answer = async (words) => {
      await page.locator('.token input').fill(words);
      await page.locator('.token button').click();
      await settled(page);
    };
    await answer('not-the-token-of-the-page');
    assert.equal(await page.locator('.token input').count(), 1, 'another token opens nothing');
    await answer(readFileSync(join(folder, 'token'), 'utf8').trim());
    await page.locator('.narratives > li').first().waitFor();
    await page.reload();
    await page.locator('.narratives h2 a').first().click();
    await page.locator('.graph .dot').first().waitFor();
    assert.equal(await page.locator('.token').count(), 0, 'once is enough');
    assert.doesNotMatch(page.url(), /token/, 'and it is in no address');
    await page.context().close();
    const other = await openStrict();
    other.allowed.push('401');
    await at(other, '/');
    assert.equal(await other.locator('.token input').count(), 1, 'somebody else is asked again');
    await other.context().close();
  });
}

/** A large store: its first views come at once, and a page of every list. */
async function large() {
  await step('first view of a large store within a second', () => firstView(1000));
  const { items } = await api('/narratives?limit=1');
  for (const path of ['/', `/n/${items[0].id}`, `/n/${items[0].id}?as=table`, `/n/${items[0].id}/timeline`, `/n/${items[0].id}/changes`, '/documents', '/claims', '/sources', '/map']) {
    await step(`large: ${path}`, async () => {
      const page = await open();
      const began = Date.now();
      await at(page, path);
      console.log(`     ${Date.now() - began} ms`);
      await fits(page, path);
      await sound(page, path);
      await page.context().close();
    });
  }
}

async function all() {
  await step('headers', headers);
  await step('first view', () => firstView(5000));
  const known = await everyView();
  await step('three clicks to the exact words', threeClicks);
  await step('every number opens its list', () => countsOpenLists(known));
  await step('search', search);
  await step('reading', () => reading(known));
  await step('out of the reader', () => outOfTheReader(known));
  await step('wanted', wanted);
  await step('deep links', () => deepLinks(known));
  await step('keyboard', () => keyboard(known));
  await step('theme', theme);
  if (screenshots) await step('pictures', () => pictures(known));
  await step('deciding and undoing', () => deciding(known));
  await step('adding a hostile page', adding);
}

await { all, own, token, large }[mode]();
await browser.close();
for (const fault of faults) console.error(fault);
process.exit(faults.length ? 1 : 0);
