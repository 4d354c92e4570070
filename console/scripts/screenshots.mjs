// Photographs every view of a console that runs: node scripts/screenshots.mjs URL SECRET FOLDER. Says what is wider than the window.
import { mkdirSync } from 'node:fs';
import { chromium } from 'playwright-core';

const [url, secret, folder] = process.argv.slice(2);
const executablePath = process.env.ZWB_CHROMIUM ?? '/usr/bin/chromium';
const VIEWS = ['overview', 'connections', 'endpoints', 'channels', 'backends', 'lost', 'inspector', 'actions'];
const SIZES = [[1280, 900], [390, 844]];

mkdirSync(folder, { recursive: true });
const browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu'] });
for (const [width, height] of SIZES) {
  for (const colorScheme of ['light', 'dark']) {
    const context = await browser.newContext({ viewport: { width, height }, colorScheme });
    const page = await context.newPage();
    page.on('console', (said) => said.type() === 'error' && console.error(`${colorScheme} ${width}: ${said.text()}`));
    page.on('pageerror', (error) => console.error(`${colorScheme} ${width}: ${error}`));
    await page.goto(`${url}/console`);
    const shoot = async (name) => {
      await page.screenshot({ path: `${folder}/${name}-${width}-${colorScheme}.png`, fullPage: true });
      const wide = await page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth);
      if (wide) console.error(`${name} at ${width}: wider than the window`);
    };
    await page.locator('#secret').waitFor();
    await shoot('login');
    await page.locator('#secret').fill(secret);
    await page.locator('button[type=submit]').click();
    await page.locator('[data-state=live]').waitFor();
    await page.waitForTimeout(12_000); // for the curves
    for (const view of VIEWS) {
      await page.goto(`${url}/console#/${view}`);
      await page.locator(`nav a[href="#/${view}"][aria-current]`).waitFor();
      await page.waitForTimeout(2_600);
      await page.locator('main .list, main .tiles, main .empty, main .card').first().waitFor();
      if (view === 'connections') await page.locator('.row-open').first().click();
      if (view === 'endpoints') await page.locator('.row-open').nth(2).click();
      await shoot(view);
    }
    await context.close();
  }
}
await browser.close();
