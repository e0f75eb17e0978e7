import type { Rich } from '../../api/schema';

/** The variables of rich messages; the server knows the same. */
export const VARIABLES = ['contact.first_name', 'contact.last_name', 'contact.name', 'agent.name', 'agent.first_name', 'service.name', 'interaction.number'] as const;

/** One variable. */
export type Variable = (typeof VARIABLES)[number];

/** What variables stand for; those that are not known are absent. */
export type Values = Partial<Record<Variable, string>>;

/** Why a text cannot be filled. */
export type Unfilled = { why: 'unknown'; name: string } | { why: 'malformed' } | { why: 'missing'; name: Variable };

const VARIABLE = /\{\{([^}]*)\}\}/gu;
const INSIDE = /^\s*([^|]*?)\s*(?:\|\s*default\s*:\s*"([^"]*)"\s*)?$/u;

const isVariable = (name: string): name is Variable => (VARIABLES as readonly string[]).includes(name);

/** Reads `{{name | default: "words"}}`. */
const readOne = (inside: string): { name: Variable; fallback: string | undefined } | Unfilled => {
  const match = INSIDE.exec(inside);
  if (!match) return { why: 'malformed' };
  const name = match[1] ?? '';
  return isVariable(name) ? { name, fallback: match[2] } : { why: 'unknown', name: name.slice(0, 40) };
};

/** What is wrong with the variables of a text, whatever their values are. */
export const variableProblem = (text: string): Unfilled | undefined => {
  for (const match of text.matchAll(VARIABLE)) {
    const read = readOne(match[1] ?? '');
    if ('why' in read) return read;
  }
  return /\{\{/u.test(text.replace(VARIABLE, '')) ? { why: 'malformed' } : undefined;
};

/** The first variable of a text whose value is not known and that has no default. */
export const missingIn = (text: string, values: Values): Variable | undefined => {
  for (const match of text.matchAll(VARIABLE)) {
    const read = readOne(match[1] ?? '');
    if (!('why' in read) && read.fallback === undefined && !values[read.name]?.trim()) return read.name;
  }
  return undefined;
};

/** A text with its variables filled; what cannot be filled stays as it is written. */
export const fillText = (text: string, values: Values, address = false): string =>
  text.replace(VARIABLE, (whole, inside: string) => {
    const read = readOne(inside);
    if ('why' in read) return whole;
    const value = values[read.name]?.trim() || read.fallback;
    if (value === undefined) return whole;
    return address ? encodeURIComponent(value) : value;
  });

const ADDRESSES = new Set(['url', 'image_url', 'link', 'privacy_url']);

const mapTexts = (value: unknown, key: string, change: (text: string, address: boolean) => string): unknown => {
  if (typeof value === 'string') return key === 'rich' || key === 'does' || key === 'kind' || key === 'scale' || key === 'attachment_id' ? value : change(value, ADDRESSES.has(key));
  if (Array.isArray(value)) return value.map((each) => mapTexts(each, key, change));
  if (typeof value === 'object' && value !== null) return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, mapTexts(each, name, change)]));
  return value;
};

/** A rich message with its variables filled, for the preview. */
export const fillRich = (rich: Rich, values: Values): Rich => mapTexts(rich, '', (text, address) => fillText(text, values, address)) as Rich;
