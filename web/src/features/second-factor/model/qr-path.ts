import { encode } from 'uqr';

/** White modules around a QR code; readers need four. */
const QUIET = 4;

/** A QR code as the outline of its dark modules, one unit each. */
export interface QrPath {
  /** Width and height with the quiet zone, units. */
  size: number;
  /** For the `d` of an SVG path. */
  d: string;
}

/** The QR code of a text. */
export const qrPath = (text: string): QrPath => {
  const { size, data } = encode(text, { ecc: 'M', border: QUIET });
  const rows = data.map((row, y) =>
    row.map((dark, x) => (dark ? `M${x} ${y}h1v1h-1z` : '')).join(''),
  );
  return { size, d: rows.join('') };
};
