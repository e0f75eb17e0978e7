/** A piece of a line. */
export type Piece = { kind: 'text'; text: string } | { kind: 'strong'; pieces: Piece[] } | { kind: 'stressed'; pieces: Piece[] } | { kind: 'link'; address: string; pieces: Piece[] };

/** A part of an article's text. */
export type Block = { kind: 'heading'; level: number; pieces: Piece[] } | { kind: 'list'; ordered: boolean; items: Piece[][] } | { kind: 'paragraph'; lines: Piece[][] };

const LINK = /^\[([^[\]]+)\]\(([^\s)]+)\)/u;
const STRONG = /^\*\*(?!\s)(.+?)(?<!\s)\*\*/u;
const STRESSED = /^\*(?!\s)([^*]+?)(?<!\s)\*/u;

/** Only addresses that lead out or write a mail; anything else stays words. */
const isAddress = (address: string): boolean => /^(?:https?:\/\/|mailto:|tel:)/iu.test(address);

/** A line with its signs read; a sign that closes nothing is only a sign. */
export const pieces = (line: string): Piece[] => {
  const found: Piece[] = [];
  let plain = '';
  const flush = () => {
    if (plain) found.push({ kind: 'text', text: plain });
    plain = '';
  };
  let rest = line;
  while (rest) {
    const link = LINK.exec(rest);
    const strong = STRONG.exec(rest);
    const stressed = STRESSED.exec(rest);
    const match = link ?? strong ?? stressed;
    if (!match) {
      const next = rest.slice(1).search(/[[*]/u);
      const length = next < 0 ? rest.length : next + 1;
      plain += rest.slice(0, length);
      rest = rest.slice(length);
      continue;
    }
    flush();
    const inner = pieces(match[1] ?? '');
    if (link) found.push(isAddress(link[2] ?? '') ? { kind: 'link', address: link[2] ?? '', pieces: inner } : { kind: 'text', text: link[1] ?? '' });
    else found.push({ kind: strong ? 'strong' : 'stressed', pieces: inner });
    rest = rest.slice(match[0].length);
  }
  flush();
  return found;
};

const HEADING = /^(#{1,6})\s+(.+)$/u;
const ITEM = /^\s*(?:[-*]|(\d+)[.)])\s+(.+)$/u;

/** An article's text as headings, lists and paragraphs. */
export const blocks = (body: string): Block[] => {
  const found: Block[] = [];
  let open: Block | undefined;
  for (const line of body.split(/\r?\n/u)) {
    const heading = HEADING.exec(line);
    const item = ITEM.exec(line);
    if (!line.trim()) open = undefined;
    else if (heading) {
      found.push({ kind: 'heading', level: heading[1]?.length ?? 1, pieces: pieces(heading[2]?.trim() ?? '') });
      open = undefined;
    } else if (item) {
      const ordered = item[1] !== undefined;
      if (open?.kind !== 'list' || open.ordered !== ordered) {
        open = { kind: 'list', ordered, items: [] };
        found.push(open);
      }
      open.items.push(pieces(item[2]?.trim() ?? ''));
    } else {
      if (open?.kind !== 'paragraph') {
        open = { kind: 'paragraph', lines: [] };
        found.push(open);
      }
      open.lines.push(pieces(line.trim()));
    }
  }
  return found;
};
