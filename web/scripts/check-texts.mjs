// Texts: every key a source file uses exists in English, every English key is used, and each other language has the
// same keys and placeholders. Keys put together at run time are declared as `t(\`area:group.${x}\`)` and count by prefix.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

const root = path.join(import.meta.dirname, '..', 'src');
const locales = path.join(root, 'shared/i18n/locales');
const PLURAL = /_(zero|one|two|few|many|other)$/;

const flatten = (value, prefix = '') =>
  Object.entries(value).flatMap(([key, inner]) =>
    typeof inner === 'string' ? [[prefix + key, inner]] : flatten(inner, `${prefix}${key}.`),
  );
const read = (language, area) => {
  const file = path.join(locales, language, `${area}.json`);
  return new Map(existsSync(file) ? flatten(JSON.parse(readFileSync(file, 'utf8'))) : []);
};
const placeholders = (text) => (text.match(/\{\{\s*\w+\s*\}\}|<\/?b>/g) ?? []).map((each) => each.replace(/\s/g, '')).sort().join(' ');
const base = (key) => key.replace(PLURAL, '');

const problems = [];
const areas = readdirSync(path.join(locales, 'en')).map((file) => file.replace('.json', ''));
const english = new Map(areas.map((area) => [area, read('en', area)]));
const known = new Set();
for (const [area, texts] of english) for (const key of texts.keys()) known.add(area === 'common' ? base(key) : `${area}:${base(key)}`);

for (const language of readdirSync(locales).filter((each) => each !== 'en')) {
  for (const [area, texts] of english) {
    const other = read(language, area);
    const bases = new Set([...other.keys()].map(base));
    for (const key of texts.keys()) if (!bases.has(base(key))) problems.push(`${language}/${area}.json: ${key} is missing`);
    for (const [key, text] of other) {
      const model = texts.get(key) ?? texts.get(`${base(key)}_other`);
      if (model === undefined) problems.push(`${language}/${area}.json: ${key} does not exist in English`);
      else if (placeholders(model) !== placeholders(text)) problems.push(`${language}/${area}.json: ${key} has other placeholders than English`);
    }
  }
}

const files = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter((file) => /\.tsx?$/.test(file) && !file.endsWith('schema.ts'));
const used = new Set();
const prefixes = new Set();
for (const file of files) {
  const source = readFileSync(path.join(root, file), 'utf8');
  for (const [, quoted] of source.matchAll(/['"`]((?:[a-z-]+:)?[A-Za-z][\w-]*(?:\.[\w-]+)*)['"`]/g)) if (known.has(quoted)) used.add(quoted);
  for (const [, prefix] of source.matchAll(/`((?:[a-z-]+:)?[\w.-]+\.)\$\{/g)) prefixes.add(prefix);
  for (const [, key] of source.matchAll(/\bt\(\s*'([^']+)'/g)) if (!known.has(key)) problems.push(`${file}: ${key} is in no English file`);
}
for (const key of known) {
  if (!used.has(key) && ![...prefixes].some((prefix) => key.startsWith(prefix))) problems.push(`en: ${key} is used nowhere`);
}

if (problems.length > 0) {
  console.error(problems.join('\n'));
  console.error(`${problems.length} problems with texts`);
  process.exit(1);
}
console.log(`${known.size} texts, ${english.size} areas: every one used, every one translated`);
