import type { LineMark } from '@/shared/api/schema';
import { stretches } from './marked';

/** A line with the words that were searched for marked. */
export function MarkedLine({ line, marks }: { line: string; marks: readonly LineMark[] }) {
  return stretches(line, marks).map(({ text, marked }, at) => (marked ? <mark key={at}>{text}</mark> : text));
}
