import type { ApprovedContent, Rich } from '../../api/schema';

/** A place to be filled, by the key that the server knows it by. */
export interface Place {
  /** Such as `body.order_number` or `button.0`. */
  key: string;
  /** Its number or name; of a button, its label. */
  name: string;
}

const PLACE = /\{\{\s*([A-Za-z0-9_]+)\s*\}\}/gu;

const namesIn = (text: string): string[] => {
  const names = [...new Set([...text.matchAll(PLACE)].map((match) => match[1] ?? ''))];
  return names.every((name) => /^\d+$/u.test(name)) ? names.toSorted((a, b) => Number(a) - Number(b)) : names;
};

const targetOf = (button: ApprovedContent['buttons'] extends readonly (infer B)[] | undefined ? B : never): string => {
  switch (button.does) {
    case 'link':
      return button.url;
    case 'postback':
      return button.payload ?? '';
    case 'call':
      return '';
  }
};

/** The places of a template, each once, in the order in which they are filled. */
export const placesOf = (content: ApprovedContent): Place[] => [
  ...namesIn(content.header ?? '').map((name) => ({ key: `header.${name}`, name })),
  ...namesIn(content.body).map((name) => ({ key: `body.${name}`, name })),
  ...(content.buttons ?? []).flatMap((button, at) => (namesIn(targetOf(button)).length > 0 ? [{ key: `button.${at}`, name: button.title }] : [])),
];

/** The words with their places filled; what has no value keeps its braces. */
export const filled = (content: ApprovedContent, values: Readonly<Record<string, string>>): ApprovedContent => {
  const put = (place: string, text: string) => text.replace(PLACE, (whole, name: string) => values[`${place}.${name}`]?.trim() || whole);
  return { ...content, header: put('header', content.header ?? ''), body: put('body', content.body) };
};

/** The same as the kind of rich message that the phone draws it as. */
export const asRich = ({ header, body, buttons = [] }: ApprovedContent): Rich =>
  header ? { rich: 'carousel', cards: [{ title: header, subtitle: body, buttons }] } : { rich: 'buttons', text: body, buttons };
