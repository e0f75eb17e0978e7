import type { Wording } from '@/shared/api/schema';

/** Sentences by id, with `{value}` where a value stands. */
export type Sentences = Readonly<Record<string, string | undefined>>;

const fill = (sentences: Sentences, id: string, values: Readonly<Record<string, string | undefined>>): string | undefined => {
  const template = sentences[id];
  if (template === undefined) return undefined;
  const lacking: string[] = [];
  const text = template.replace(/\{(\w+)\}/gu, (_, name: string) => {
    // A value may be a sentence itself; its id stands beside it.
    const inner = values[`${name}_id`];
    const value = (inner !== undefined && sentences[inner]?.includes('{') === false ? sentences[inner] : undefined) ?? values[name];
    if (value === undefined) lacking.push(name);
    return value ?? '';
  });
  return lacking.length === 0 ? text : undefined;
};

interface Said {
  sentence: string;
  detail?: string | null | undefined;
  wording?: Wording | null | undefined;
}

/** A sentence and what stands beside it, translated where a translation is there, else as the server wrote them. */
export const inWords = (sentences: Sentences, { sentence, detail, wording }: Said): { sentence: string; detail: string | undefined } => {
  const said = (id: string | null | undefined, values: Readonly<Record<string, string>> | undefined, own: string): string => (id ? fill(sentences, id, values ?? {}) : undefined) ?? own;
  return {
    sentence: said(wording?.id, wording?.values, sentence),
    detail: detail ? said(wording?.detail_id, wording?.detail_values, detail) : undefined,
  };
};
