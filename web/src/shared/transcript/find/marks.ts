import type { FoundMessage } from '../../api/schema';

/** What of a transcript is marked: the found messages by id, and the one that is shown. */
export interface Marks {
  readonly found: ReadonlyMap<string, FoundMessage>;
  readonly shown: string | undefined;
}

const ALL = 'found';
const SHOWN = 'found-shown';

const rangesOf = (message: Element, words: readonly string[]): Range[] => {
  const ranges: Range[] = [];
  for (const bubble of message.querySelectorAll('.bub')) {
    const walker = document.createTreeWalker(bubble, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const text = node.textContent ?? '';
      for (const word of words) {
        for (let at = text.indexOf(word); at >= 0 && word; at = text.indexOf(word, at + word.length)) {
          const range = new Range();
          range.setStart(node, at);
          range.setEnd(node, at + word.length);
          ranges.push(range);
        }
      }
    }
  }
  return ranges;
};

/** Marks the words that were found in what is drawn, without a change of the page; undefined: nothing is marked. */
export const paintMarks = (box: Element | null, marks: Marks | undefined): void => {
  if (!('highlights' in CSS)) return;
  CSS.highlights.delete(ALL);
  CSS.highlights.delete(SHOWN);
  if (!box || !marks || marks.found.size === 0) return;
  const [all, shown] = [new Highlight(), new Highlight()];
  for (const message of box.querySelectorAll<HTMLElement>('[data-message]')) {
    const found = marks.found.get(message.dataset.message ?? '');
    if (found) for (const range of rangesOf(message, found.words)) (found.id === marks.shown ? shown : all).add(range);
  }
  shown.priority = 1;
  CSS.highlights.set(ALL, all);
  CSS.highlights.set(SHOWN, shown);
};
