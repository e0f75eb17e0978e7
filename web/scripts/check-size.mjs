// The first screen (everything that index.html loads before the sign-in page or the desk's chunk) stays small.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';

const LIMIT_KB = 180;
const dist = path.join(import.meta.dirname, '..', 'dist');
const manifest = JSON.parse(readFileSync(path.join(dist, '.vite/manifest.json'), 'utf8'));
const gzipKb = (file) => gzipSync(readFileSync(path.join(dist, file))).length / 1024;

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
  return total;
};

const desk = Object.keys(manifest).find((name) => name.endsWith('routes/desk/desk-page.tsx'));
const first = report('first screen', ['index.html']);
if (desk) report('with the Agent Desktop', ['index.html', desk]);
if (first > LIMIT_KB) {
  console.error(`the first screen is larger than ${LIMIT_KB} kB`);
  process.exit(1);
}
