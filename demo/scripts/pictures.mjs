// Takes the pictures of the README and the documentation, into docs/images.
//   npm ci && npm run pictures -- http://127.0.0.1:8000
// The demo must run; CHROMIUM names the browser.
import { statSync } from 'node:fs';
import { chromium } from 'playwright-core';
import { FLAGS } from './browser.mjs';
import { scenes } from './scenes.mjs';

const [base = 'http://127.0.0.1:8000'] = process.argv.slice(2);
const folder = new URL('../../docs/images/', import.meta.url).pathname;
const WARM_MILLIS = 9000;
const MOST_BYTES = 150_000;
// of the first page without its times: they are those of the machine, which may be busy
const PICTURES = { 'demo.png': ['landing', '.picture.wide'], 'demo-handlers.png': ['handlers-stopped', '.stage'] };

const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: FLAGS });
try {
  for (const [file, [name, part]] of Object.entries(PICTURES)) {
    const page = await browser.newPage({ viewport: { width: 1120, height: 900 }, colorScheme: 'light' });
    page.setDefaultTimeout(15_000);
    await page.goto(new URL(scenes[name].path, base).href);
    await page.waitForTimeout(WARM_MILLIS); // the numbers have something to show
    await scenes[name].arrange(page);
    await page.evaluate(() => (document.querySelector('.news').hidden = true));
    await page.locator(part).first().screenshot({ path: folder + file });
    await page.close();
    const { size } = statSync(folder + file);
    console.log(file, size, 'bytes');
    if (size > MOST_BYTES) {
      process.exitCode = 1;
    }
  }
} finally {
  await browser.close();
}
