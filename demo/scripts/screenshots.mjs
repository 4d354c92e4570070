// Takes pictures of every page and state, light and dark, 1280 and 390 wide.
//   npm ci && npm run screenshots -- http://127.0.0.1:8000 [name …]
// Pictures go to target/screenshots. The demo must run; CHROMIUM names the browser.
import { mkdirSync } from 'node:fs';
import { chromium } from 'playwright-core';
import { FLAGS } from './browser.mjs';
import { scenes } from './scenes.mjs';

const [base = 'http://127.0.0.1:8000', ...wanted] = process.argv.slice(2);
const folder = new URL('../target/screenshots/', import.meta.url).pathname;
const PATIENCE_MILLIS = 15_000;
const SIZES = [
  { width: 1280, height: 800 },
  { width: 390, height: 844 },
];

mkdirSync(folder, { recursive: true });
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: FLAGS,
});
let failures = 0;
try {
  for (const viewport of SIZES) {
    for (const colorScheme of ['light', 'dark']) {
      for (const [name, scene] of Object.entries(scenes)) {
        if (wanted.length === 0 ? !scene.elsewhere : wanted.includes(name)) {
          await take(name, scene, viewport, colorScheme);
        }
      }
    }
  }
} finally {
  await browser.close();
}
process.exitCode = failures ? 1 : 0;

async function take(name, scene, viewport, colorScheme) {
  const context = await browser.newContext({ viewport, colorScheme, ...scene.options });
  const page = await context.newPage();
  page.setDefaultTimeout(PATIENCE_MILLIS);
  const said = [];
  page.on('pageerror', (error) => said.push(String(error)));
  page.on('console', (message) => message.type() === 'error' && said.push(message.text()));
  try {
    await page.goto(new URL(scene.path, base).href);
    await scene.arrange(page);
    const file = `${name}-${viewport.width}-${colorScheme}.png`;
    await page.screenshot({ path: folder + file, fullPage: scene.fullPage ?? false });
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    if (wide > 0) {
      said.push(`the page is ${wide} px wider than the window`);
    }
    const serious = said.filter((text) => !(scene.expects ?? []).some((expected) => text.includes(expected)));
    failures += serious.length;
    if (scene.pulls) {
      await page.getByTestId('plug-news').and(page.locator('[data-settled]')).waitFor();
    }
    console.log(file, serious.length ? `\n  ${serious.join('\n  ')}` : '');
  } catch (error) {
    failures += 1;
    console.log(`${name} ${viewport.width} ${colorScheme} failed: ${error.message}\n  ${said.join('\n  ')}`);
  } finally {
    await context.close();
  }
}
