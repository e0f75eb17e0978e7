import { useEffect, useRef, useState, type ReactNode } from 'react';

/** Up to so many rows a list is drawn whole. */
const WHOLE = 60;
/** Rows that come and go together. */
const CHUNK = 20;
/** Chunks that are drawn before anything was measured: more than a screen. */
const FIRST = 2;
/** So far above and below the screen rows are drawn already. */
const MARGIN = '600px 0px';

interface WindowedProps<T> {
  items: readonly T[];
  keyOf: (item: T) => string;
  /** What a row shows; undefined when there is nothing to show of it. */
  row: (item: T) => ReactNode;
  /** About how high a row is, in pixels, until it was seen. */
  rowHeight: number;
}

/** What an element scrolls in. */
const scroller = (element: Element): Element | null => {
  for (let above = element.parentElement; above; above = above.parentElement) {
    if (/auto|scroll/.test(getComputedStyle(above).overflowY)) return above;
  }
  return null;
};

/** A list of which only what is in sight is drawn, when it is long. The rest keeps its place by its height. */
export function Windowed<T>({ items, keyOf, row, rowHeight }: WindowedProps<T>) {
  if (items.length <= WHOLE) {
    return (
      <ul>
        {items.map((item) => {
          const shown = row(item);
          return shown && <li key={keyOf(item)}>{shown}</li>;
        })}
      </ul>
    );
  }
  const chunks = Array.from({ length: Math.ceil(items.length / CHUNK) }, (_, place) => items.slice(place * CHUNK, (place + 1) * CHUNK));
  return (
    <div role="list">
      {chunks.map((chunk, place) => (
        <Chunk key={place} rows={chunk.length} rowHeight={rowHeight} drawn={place < FIRST}>
          {() =>
            chunk.map((item, at) => (
              <div key={keyOf(item)} role="listitem" aria-posinset={place * CHUNK + at + 1} aria-setsize={items.length}>
                {row(item)}
              </div>
            ))
          }
        </Chunk>
      ))}
    </div>
  );
}

interface ChunkProps {
  rows: number;
  rowHeight: number;
  /** Whether it is drawn before its place is known. */
  drawn: boolean;
  children: () => ReactNode;
}

/** Rows that are drawn while they are in sight or nearly so. */
function Chunk({ rows, rowHeight, drawn, children }: ChunkProps) {
  const place = useRef<HTMLDivElement>(null);
  const [near, setNear] = useState(drawn);
  const [measured, setMeasured] = useState<number>();
  useEffect(() => {
    const element = place.current;
    if (!element) return;
    const observer = new IntersectionObserver(
      ([entry]) => {
        if (!entry) return;
        // Out of sight its rows stay as high as they were.
        const drawnRows = element.childElementCount;
        if (!entry.isIntersecting && drawnRows > 0) setMeasured(entry.boundingClientRect.height / drawnRows);
        setNear(entry.isIntersecting);
      },
      { root: scroller(element), rootMargin: MARGIN },
    );
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  return (
    <div ref={place} role="presentation" style={near ? undefined : { height: rows * (measured ?? rowHeight) }}>
      {near && children()}
    </div>
  );
}
