// Opens the Agent Desktop several times and says how long it took; then watches its frames until its input ends.
// Usage: node bench/web/desktop.mjs ADDRESS TIMES
//        node bench/web/desktop.mjs ADDRESS scroll    (scrolls the list and the newest transcript instead)
import { execFileSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';

const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const { chromium } = createRequire(here('../../e2e/package.json'))('@playwright/test');

const [address, times] = process.argv.slice(2);
const browser = await chromium.launch({
  executablePath: execFileSync(here('../../scripts/chromium'), { encoding: 'utf8' }).trim(),
  args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'],
});
const say = (value) => console.log(JSON.stringify(value));

/** A new browser profile whose person is signed in. */
const signedIn = async () => {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: 'en-GB' });
  const answer = await context.request.post(`${address}/api/v1/session`, {
    headers: { origin: address },
    data: { username: 'agent0', password: 'four words make a password' },
  });
  if (!answer.ok()) throw new Error(`the sign-in answered ${answer.status()}: ${await answer.text()}`);
  return context.newPage();
};

/**
 * Usable: the list of conversations is drawn, and its first one can be clicked. The page itself notes the moment: asking
 * it again and again from outside finds it up to half a second late.
 */
const noteUsable = () => {
  const look = () => {
    if (!document.querySelector('nav[aria-label="My conversations"] a')) return;
    seen.disconnect();
    requestAnimationFrame(() => setTimeout(() => (window.usable_at = Date.now())));
  };
  const seen = new MutationObserver(look);
  seen.observe(document, { childList: true, subtree: true });
};
const open = async (page) => {
  await page.addInitScript(noteUsable);
  const begun = Date.now();
  await page.goto(`${address}/desktop`, { waitUntil: 'commit' });
  await page.waitForFunction(() => window.usable_at !== undefined);
  return (await page.evaluate(() => window.usable_at)) - begun;
};

/** From now on the page notes its frames and long tasks. */
const watch = () => {
  window.frames_ms = [];
  window.tasks_ms = [];
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) window.tasks_ms.push(entry.duration);
  }).observe({ type: 'longtask' });
  let last = performance.now();
  const note = (now) => {
    window.frames_ms.push(now - last);
    last = now;
    requestAnimationFrame(note);
  };
  requestAnimationFrame(note);
};

/** What it has noted. */
const watched = async (page) => {
  const { frames, tasks } = await page.evaluate(() => ({ frames: window.frames_ms, tasks: window.tasks_ms }));
  frames.sort((a, b) => a - b);
  const at = (share) => frames[Math.round((frames.length - 1) * share)];
  return {
    frame_p50_ms: at(0.5),
    frame_p99_ms: at(0.99),
    longest_frame_ms: at(1),
    longest_task_ms: Math.max(0, ...tasks),
    long_tasks: tasks.length,
  };
};

/** Turns the wheel over an element, a notch a frame, and says how the frames were. */
const wheeled = async (page, over, notches, by) => {
  await over.hover();
  await page.evaluate(watch);
  for (let notch = 0; notch < notches; notch += 1) {
    await page.mouse.wheel(0, by);
    await page.evaluate(() => new Promise(requestAnimationFrame));
  }
  return watched(page);
};

if (times === 'scroll') {
  const page = await signedIn();
  await open(page);
  const list = await wheeled(page, page.getByRole('navigation', { name: 'My conversations' }), 600, 240);
  await page.evaluate(async () => {
    const desk = await (await fetch('/api/v1/desk')).json();
    const longest = desk.interactions.toSorted((a, b) => a.started_at - b.started_at)[0];
    location.assign(`/desktop/chats/${longest.id}`);
  });
  const log = page.getByRole('log');
  await log.waitFor();
  // All of it is loaded before it is scrolled: a reader who goes up and up.
  await log.hover();
  while ((await page.locator('.earlier').count()) > 0) {
    await log.evaluate((box) => box.scrollTo(0, 400));
    await page.mouse.wheel(0, -400);
    await page.waitForTimeout(50);
  }
  const transcript = await wheeled(page, log, 900, 300);
  say({ list, transcript });
  await browser.close();
  process.exit(0);
}

const usable = [];
let page;
for (let time = 0; time < Number(times); time += 1) {
  await page?.context().close();
  page = await signedIn();
  usable.push(await open(page));
}
const scriptBytes = await page.evaluate(() =>
  performance
    .getEntriesByType('resource')
    .filter((entry) => entry.name.endsWith('.js'))
    .reduce((sum, entry) => sum + entry.encodedBodySize, 0),
);
await page.getByRole('navigation', { name: 'My conversations' }).getByRole('link').first().click();
await page.getByRole('log').waitFor();
await page.evaluate(watch);
say({ usable_ms: usable, script_bytes: scriptBytes });

for await (const _ of process.stdin);
say(await watched(page));
await browser.close();
