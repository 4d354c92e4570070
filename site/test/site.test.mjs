// The built site, as files, and in Chromium. ../target/site must be built; ZWB_CHROMIUM names the browser.
import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { posix } from 'node:path';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';
import { documents, ROOT } from '../build/files.mjs';
import { serve } from '../build/serve.mjs';
import { SCHEMA, settings } from '../build/settings.mjs';
import { faultsOfTables } from '../build/tables.mjs';

const SITE = fileURLToPath(new URL('../../target/site', import.meta.url));
const PAGES = readdirSync(SITE, { recursive: true }).filter((name) => name.endsWith('.html'));
const OPTIONS = ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-component-update', '--disable-sync', '--no-first-run'];

let server;
let browser;
let origin;

before(async () => {
  server = await serve(SITE, 0);
  origin = `http://127.0.0.1:${server.address().port}`;
  browser = await chromium.launch({ executablePath: process.env.ZWB_CHROMIUM ?? '/usr/bin/chromium', args: OPTIONS });
});

after(async () => {
  await browser?.close();
  server?.closeAllConnections();
  server?.close();
});

/** Opens a page of the site; what it asks elsewhere and what it complains about are collected in `faults`. */
async function open(path, options) {
  const context = await browser.newContext(options);
  context.setDefaultTimeout(15_000);
  const page = await context.newPage();
  const faults = [];
  page.on('pageerror', (error) => faults.push(error.message));
  page.on('console', (message) => message.type() === 'error' && faults.push(message.text()));
  page.on('request', (request) => new URL(request.url()).origin === new URL(path, origin).origin || faults.push(request.url()));
  await page.goto(new URL(path, origin).href);
  return { context, page, faults };
}

const TAG = /<(?:a|img|link|script)\b[^>]*?\b(?:href|src)="([^"]*)"/g;
const read = new Map(PAGES.map((name) => [name, readFileSync(`${SITE}/${name}`, 'utf8')]));
const anchors = new Map([...read].map(([name, html]) => [name, new Set([...html.matchAll(/ id="([^"]*)"/g)].map((id) => id[1]))]));

function isDead(from, href) {
  if (/^https?:/.test(href)) {
    return false;
  }
  const [path, anchor] = decodeURI(href).split('#');
  const to = path ? posix.join(posix.dirname(from), path) : from;
  return !existsSync(`${SITE}/${to}`) || (anchor !== undefined && to.endsWith('.html') && !anchors.get(to).has(anchor));
}

test('every link leads to a page and a heading that are there', () => {
  const dead = [...read].flatMap(([name, html]) =>
    [...html.matchAll(TAG)].filter(([, href]) => isDead(name, href.replaceAll('&amp;', '&'))).map(([, href]) => `${name}: ${href}`),
  );
  assert.deepEqual(dead, []);
  assert.ok(read.size > 100, 'pages are not found');
});

test('every row of a table has as many cells as its head', () => {
  const faults = documents(ROOT).flatMap((file) => faultsOfTables(readFileSync(`${ROOT}/${file}`, 'utf8')).map((fault) => `${file}, ${fault}`));
  assert.deepEqual(faults, []);
  assert.deepEqual(faultsOfTables('| a | b |\n|---|---|\n| `|` | \\| |\n| 1 |\ntext'), ['line 4: 1 cells, and 2 in the head', 'line 5: a blank line is missing after a table']);
});

test('nothing is fetched from elsewhere, and no page has scripts or styles in it', () => {
  const foreign = /<(?:script|img|link|iframe)\b[^>]*(?:src|href)="(?:https?:)?\/\//;
  const inline = /<script(?![^>]*src=)|<style\b|<[^>]+ on[a-z]+="/;
  for (const [name, html] of read) {
    assert.doesNotMatch(html, foreign, name);
    assert.doesNotMatch(html.replace(/<code>.*?<\/code>/gs, ''), inline, name);
  }
});

test('the search finds docs/rpc, by its name and by its words', async () => {
  const { context, page, faults } = await open('/index.html');
  for (const words of ['rpc', 'remote calls', 'remot cals']) {
    await page.keyboard.press('/');
    await page.keyboard.insertText(words);
    await page.locator('#found a[href$="docs/rpc/index.html"]').first().waitFor();
    await page.keyboard.press('Escape');
  }
  await page.keyboard.press('/');
  await page.keyboard.insertText('remote calls');
  await page.locator('#found a').first().waitFor();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await page.waitForURL('**/docs/rpc/index.html');
  assert.match(await page.title(), /^Remote calls/);
  assert.deepEqual(faults, []);
  await context.close();
});

test('the search works where the pages are files', async () => {
  const { context, page } = await open(`file://${SITE}/docs/rpc/errors.html`);
  await page.fill('.search input', 'slow readers');
  await page.locator('#found a').first().click();
  await page.locator('h1').waitFor();
  assert.match(page.url(), /^file:.*\.html/);
  await context.close();
});

test('the search says when it finds nothing', async () => {
  const { context, page } = await open('/docs/http.html');
  await page.fill('.search input', 'zzzzqqqq');
  await page.getByText('Nothing found').waitFor();
  await context.close();
});

test('no page is wider than a phone, complains, or asks another origin', async () => {
  const { context, page, faults } = await open('/index.html', { viewport: { width: 390, height: 844 } });
  const wide = [];
  for (const name of PAGES.filter((one) => !one.startsWith('source/') && !one.startsWith('docs/decisions/0'))) {
    await page.goto(`${origin}/${name}`);
    if (await page.evaluate(() => document.documentElement.scrollWidth > document.documentElement.clientWidth)) {
      wide.push(name);
    }
  }
  assert.deepEqual(wide, []);
  assert.deepEqual(faults, []);
  await context.close();
});

test('on a phone the contents open, lead on, and close', async () => {
  const { context, page } = await open('/index.html', { viewport: { width: 390, height: 844 } });
  const map = page.locator('#map');
  assert.equal(await map.isVisible(), false);
  await page.getByRole('button', { name: 'Contents' }).click();
  await map.getByRole('link', { name: 'Plain HTTP' }).click();
  await page.waitForURL('**/docs/http.html');
  await page.getByRole('button', { name: 'Contents' }).click();
  await page.keyboard.press('Escape');
  assert.equal(await map.isVisible(), false);
  await context.close();
});

test('an address without a page leads back', async () => {
  const { context, page } = await open('/docs/guides/none.html');
  await page.getByRole('heading', { name: 'No such page' }).waitFor();
  await page.getByRole('link', { name: 'the list of all' }).click();
  await page.waitForURL(`${origin}/docs/index.html`);
  await context.close();
});

test('every setting of the schema is in the list of settings', () => {
  const all = settings(JSON.parse(readFileSync(`${ROOT}/${SCHEMA}`, 'utf8')));
  const html = read.get('docs/settings.html').replaceAll('<wbr>', '');
  assert.deepEqual(
    all.filter(({ key }) => !html.includes(`<code>${key}</code>`)),
    [],
  );
  assert.ok(all.length > 400, 'settings are not found');
});

test('without scripts every page can still be reached', async () => {
  const { context, page } = await open('/index.html', { javaScriptEnabled: false, viewport: { width: 390, height: 844 } });
  await page.locator('#map').getByRole('link', { name: 'Remote calls', exact: true }).click();
  await page.waitForURL('**/docs/rpc/index.html');
  await context.close();
});
