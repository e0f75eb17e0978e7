/** Which rows of a long list are drawn, and how much room stands for the others. */
export interface Rows {
  first: number;
  end: number;
  above: number;
  below: number;
}

const AROUND = 12;

/** The rows in sight and some around them. */
export const rowsInSight = (count: number, rowHeight: number, scrollTop: number, height: number): Rows => {
  const first = Math.min(Math.max(0, count - 1), Math.max(0, Math.floor(scrollTop / rowHeight) - AROUND));
  const end = Math.min(count, Math.ceil((scrollTop + height) / rowHeight) + AROUND);
  return { first, end: Math.max(first, end), above: first * rowHeight, below: Math.max(0, count - Math.max(first, end)) * rowHeight };
};
