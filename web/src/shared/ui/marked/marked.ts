import type { LineMark } from '@/shared/api/schema';

/** A stretch of a line: as it is, or marked. */
export interface Stretch {
  text: string;
  marked: boolean;
}

/** A line cut at its marks. Marks that do not fit are left out. */
export const stretches = (line: string, marks: readonly LineMark[]): Stretch[] => {
  const found: Stretch[] = [];
  let at = 0;
  for (const { from, to } of marks) {
    if (from < at || to <= from || to > line.length) continue;
    if (from > at) found.push({ text: line.slice(at, from), marked: false });
    found.push({ text: line.slice(from, to), marked: true });
    at = to;
  }
  if (at < line.length) found.push({ text: line.slice(at), marked: false });
  return found;
};
