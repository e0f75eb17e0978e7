/** A piece of a text: words, or an address that can be followed. */
export type Piece = { kind: 'text'; text: string } | { kind: 'link'; text: string; href: string };

const FOUND = /\b(?:https?:\/\/|www\.)[^\s<>"']+/giu;
const TRAILING = /[.,;:!?…)\]}»”’]+$/u;

/** A closing bracket belongs to the address when it was opened inside it. */
const trimmed = (found: string): string => {
  let address = found;
  for (;;) {
    const tail = TRAILING.exec(address)?.[0];
    if (!tail) return address;
    const last = address.at(-1);
    if (last === ')' && address.split('(').length >= address.split(')').length) return address;
    address = address.slice(0, -1);
  }
};

const hrefOf = (address: string): string | undefined => {
  try {
    const url = new URL(/^www\./i.test(address) ? `https://${address}` : address);
    return url.protocol === 'http:' || url.protocol === 'https:' ? url.href : undefined;
  } catch {
    return undefined;
  }
};

/** Finds web addresses in a text. Only http and https become links. */
export const piecesOf = (text: string): Piece[] => {
  const pieces: Piece[] = [];
  let from = 0;
  for (const match of text.matchAll(FOUND)) {
    const address = trimmed(match[0]);
    const href = hrefOf(address);
    if (!href) continue;
    if (match.index > from) pieces.push({ kind: 'text', text: text.slice(from, match.index) });
    pieces.push({ kind: 'link', text: address, href });
    from = match.index + address.length;
  }
  if (from < text.length) pieces.push({ kind: 'text', text: text.slice(from) });
  return pieces;
};
