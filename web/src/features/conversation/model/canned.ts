import type { CannedTextView, ContactView } from '@/shared/api/schema';

/** What is looked for, and where the `/` before it stands. */
export interface CannedQuery {
  query: string;
  from: number;
}

/** What the agent is looking for: the word behind a `/` that begins a word, right before the caret. */
export const cannedQuery = (before: string): CannedQuery | undefined => {
  const found = /(?<=^|\s)\/([^\s/]{0,32})$/u.exec(before);
  return found ? { query: found[1] ?? '', from: found.index } : undefined;
};

/** A message template as the list of prepared texts shows it. */
export interface PreparedTemplate {
  id: string;
  name: string;
}

/** One line of the list: a text to be inserted, or a template to be opened. */
export type Prepared = { kind: 'text'; text: CannedTextView } | { kind: 'template'; template: PreparedTemplate };

const fold = (text: string): string => text.toLocaleLowerCase();

/** Prepared texts that fit a query: shortcut begins with it, then shortcut or title contains it, then the text does. */
export const findCanned = (texts: readonly CannedTextView[], query: string): CannedTextView[] => {
  const wanted = fold(query);
  const rank = (text: CannedTextView): number => {
    if (fold(text.shortcut).startsWith(wanted)) return 0;
    if (fold(text.shortcut).includes(wanted) || fold(text.title).includes(wanted)) return 1;
    return wanted.length > 1 && fold(text.text).includes(wanted) ? 2 : 3;
  };
  return texts
    .map((text, at) => ({ text, at, rank: rank(text) }))
    .filter((each) => each.rank < 3)
    .sort((a, b) => a.rank - b.rank || a.at - b.at)
    .map((each) => each.text);
};

/** What the variables of a prepared text stand for. */
export interface CannedValues {
  contact: Pick<ContactView, 'first_name' | 'last_name' | 'name' | 'company'> | undefined;
  /** The agent's full name. */
  agent: string;
  service: string;
  /** The interaction's number. */
  number: string;
  /** Today, as the interface's language writes it. */
  date: string;
}

/**
 * Fills `{first_name}`, `{last_name}`, `{name}`, `{company}`, `{agent}`, `{agent_name}`, `{service}`, `{number}` and
 * `{date}`; a value that is not known leaves a clean sentence.
 */
export const fillCanned = (text: string, { contact, agent, service, number, date }: CannedValues): string => {
  const known = new Map([
    ['first_name', contact?.first_name ?? contact?.name.split(/\s/u)[0]],
    ['last_name', contact?.last_name],
    ['name', contact?.name],
    ['company', contact?.company],
    ['agent', agent.split(/\s/u)[0]],
    ['agent_name', agent],
    ['service', service],
    ['number', number],
    ['date', date],
  ]);
  return text
    .replace(/\{([a-z_]+)\}/gu, (whole, key: string) => (known.has(key) ? (known.get(key) ?? '') : whole))
    .replace(/ +([,.!?])/gu, '$1')
    .replace(/,([.!?])/gu, '$1')
    .replace(/ {2,}/gu, ' ');
};

/** Message templates that fit a query: the name begins with it, then a word of it does. A query has no spaces. */
export const findTemplates = <T extends PreparedTemplate>(templates: readonly T[], query: string): T[] => {
  const wanted = fold(query);
  const rank = ({ name }: T): number => {
    const folded = fold(name);
    if (folded.replaceAll(/\s/gu, '').startsWith(wanted)) return 0;
    return folded.split(/\s+/u).some((word) => word.startsWith(wanted)) ? 1 : 2;
  };
  return templates.filter((each) => rank(each) < 2).sort((a, b) => rank(a) - rank(b));
};

/** At most so many templates stand in the list: more are found by typing. */
const MOST_TEMPLATES = 20;

/** Everything prepared that fits a query: texts first, then templates. */
export const findPrepared = (texts: readonly CannedTextView[], templates: readonly PreparedTemplate[], query: string): Prepared[] => [
  ...findCanned(texts, query).map((text): Prepared => ({ kind: 'text', text })),
  ...findTemplates(templates, query)
    .slice(0, MOST_TEMPLATES)
    .map((template): Prepared => ({ kind: 'template', template })),
];
