/** Letters and digits that cannot be taken for one another when read out or copied by hand: 57 of them. */
const ALPHABET = '23456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz';
const GROUPS = 6;
const GROUP_LENGTH = 4;

/** Bytes from here on would make the first letters of the alphabet likelier than the others. */
const FAIR_BYTES = 256 - (256 % ALPHABET.length);

/** Fills an array with random bytes. */
export type FillRandom = (bytes: Uint8Array<ArrayBuffer>) => Uint8Array<ArrayBuffer>;

const fillRandom: FillRandom = (bytes) => crypto.getRandomValues(bytes);

/**
 * A random token such as `k7Wd-2mQx-P9sA-tY4h-9ZbR-uX3e`: 24 letters and digits, together 139 bits that nobody can
 * guess, in groups that survive copying by hand.
 */
export const randomToken = (fill: FillRandom = fillRandom): string => {
  let letters = '';
  while (letters.length < GROUPS * GROUP_LENGTH) {
    for (const byte of fill(new Uint8Array(32))) if (byte < FAIR_BYTES) letters += ALPHABET.charAt(byte % ALPHABET.length);
  }
  return Array.from({ length: GROUPS }, (_, group) => letters.slice(group * GROUP_LENGTH, (group + 1) * GROUP_LENGTH)).join('-');
};
