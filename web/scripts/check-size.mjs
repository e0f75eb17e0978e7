// The first screen stays small: what is loaded for the sign-in page, and for the Agent Desktop with its English texts.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';

const LIMIT_KB = 180;
const TEXTS = ['desk', 'reply', 'ways', 'comments', 'privacy'];
const dist = path.join(import.meta.dirname, '..', 'dist');
const manifest = JSON.parse(readFileSync(path.join(dist, '.vite/manifest.json'), 'utf8'));
const gzipKb = (file) => gzipSync(readFileSync(path.join(dist, file))).length / 1000;

const closure = (name, seen = new Set()) => {
  if (seen.has(name)) return seen;
  seen.add(name);
  for (const next of manifest[name].imports ?? []) closure(next, seen);
  return seen;
};

const report = (label, entries) => {
  const files = new Set(entries.flatMap((entry) => [...closure(entry)]).map((name) => manifest[name].file));
  const total = [...files].reduce((sum, file) => sum + gzipKb(file), 0);
  console.log(`${label}: ${total.toFixed(1)} kB gzipped JavaScript in ${files.size} files`);
  if (total > LIMIT_KB) {
    console.error(`${label}: larger than ${LIMIT_KB} kB`);
    process.exitCode = 1;
  }
};

const desk = ['desk-page', 'home-page'].map((page) => `src/routes/desk/${page}.tsx`);
const texts = TEXTS.map((area) => `src/shared/i18n/locales/en/${area}.json`);
report('the door', ['index.html']);
report('the Agent Desktop', ['index.html', ...desk, ...texts]);
