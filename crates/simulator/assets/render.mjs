// Renders the SVG drawings to PNG at their own size. Run from anywhere; uses the browser of the tests in e2e/.
import { createRequire } from 'node:module';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = dirname(fileURLToPath(import.meta.url));
const require = createRequire(join(here, '../../../e2e/package.json'));
const { chromium } = require('playwright-core');

const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium' });
const page = await browser.newPage();
for (const folder of ['stickers', 'faces', 'pictures']) {
  for (const file of readdirSync(join(here, folder)).filter((name) => name.endsWith('.svg'))) {
    const svg = readFileSync(join(here, folder, file), 'utf8');
    const [, width, height] = svg.match(/width="(\d+)" height="(\d+)"/).map(Number);
    await page.setViewportSize({ width, height });
    await page.setContent(`<style>body{margin:0;background:transparent}svg{display:block}</style>${svg}`);
    const png = await page.screenshot({ omitBackground: true });
    writeFileSync(join(here, folder, file.replace('.svg', '.png')), png);
  }
}
await browser.close();
