import { useCallback, useEffect, useLayoutEffect, useRef, useState, type ReactNode } from 'react';

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
  /** The row that is to come into sight. */
  reveal?: string | undefined;
  /** It has come there. */
  onRevealed?: (() => void) | undefined;
}

/** What an element scrolls in. */
const scroller = (element: Element): Element | null => {
  for (let above = element.parentElement; above; above = above.parentElement) {
    if (/auto|scroll/.test(getComputedStyle(above).overflowY)) return above;
  }
  return null;
};

type Observe = (element: Element, seen: (entry: IntersectionObserverEntry) => void) => () => void;

/** One observer for all stretches of a list: it tells each when it comes near the screen or leaves it. */
const useSight = (): Observe => {
  const observer = useRef<IntersectionObserver>(undefined);
  const seen = useRef(new Map<Element, (entry: IntersectionObserverEntry) => void>());
  return useCallback((element, tell) => {
    observer.current ??= new IntersectionObserver((entries) => entries.forEach((entry) => seen.current.get(entry.target)?.(entry)), { root: scroller(element), rootMargin: MARGIN });
    seen.current.set(element, tell);
    observer.current.observe(element);
    return () => {
      seen.current.delete(element);
      observer.current?.unobserve(element);
      if (seen.current.size > 0) return;
      observer.current?.disconnect();
      observer.current = undefined;
    };
  }, []);
};

/** A list of which only what is in sight is drawn, when it is long. The rest keeps its place by its height. */
export function Windowed<T>({ items, keyOf, row, rowHeight, reveal, onRevealed }: WindowedProps<T>) {
  const list = useRef<HTMLElement>(null);
  const [awaited, setAwaited] = useState<number>();
  const observe = useSight();
  const [typical, setTypical] = useState(rowHeight);
  const long = items.length > WHOLE;
  useLayoutEffect(() => {
    // What is not drawn yet is most likely as high as what is.
    const first = long ? list.current?.firstElementChild : undefined;
    const height = first?.getBoundingClientRect().height ?? 0;
    if (first && height > 0 && first.childElementCount > 0) setTypical(height / first.childElementCount);
  }, [long]);
  const place = reveal === undefined ? -1 : items.findIndex((item) => keyOf(item) === reveal);
  useLayoutEffect(() => {
    if (place < 0 || reveal === undefined) return;
    const shown = list.current?.querySelector(`[data-row="${CSS.escape(reveal)}"]`);
    if (shown) {
      shown.scrollIntoView({ block: 'nearest' });
      onRevealed?.();
    } else {
      // Out of sight it is not drawn: its chunk is, and then it is looked for again.
      setAwaited(Math.floor(place / CHUNK));
    }
  }, [reveal, place, awaited, onRevealed]);
  if (!long) {
    return (
      <ul ref={(element) => { list.current = element; }}>
        {items.map((item) => {
          const shown = row(item);
          return (
            shown && (
              <li key={keyOf(item)} data-row={keyOf(item)}>
                {shown}
              </li>
            )
          );
        })}
      </ul>
    );
  }
  const chunks = Array.from({ length: Math.ceil(items.length / CHUNK) }, (_, at) => items.slice(at * CHUNK, (at + 1) * CHUNK));
  return (
    <div role="list" ref={(element) => { list.current = element; }}>
      {chunks.map((chunk, number) => (
        <Chunk key={number} rows={chunk.length} rowHeight={typical} drawn={number < FIRST} wanted={reveal !== undefined && number === awaited} observe={observe}>
          {() =>
            chunk.map((item, at) => (
              <div key={keyOf(item)} data-row={keyOf(item)} role="listitem" aria-posinset={number * CHUNK + at + 1} aria-setsize={items.length}>
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
  /** Whether it is drawn although it is out of sight: one of its rows is to come into sight. */
  wanted: boolean;
  observe: Observe;
  children: () => ReactNode;
}

/** Rows that are drawn while they are in sight or nearly so. */
function Chunk({ rows, rowHeight, drawn, wanted, observe, children }: ChunkProps) {
  const place = useRef<HTMLDivElement>(null);
  const [near, setNear] = useState(drawn);
  const [measured, setMeasured] = useState<number>();
  const shown = near || wanted;
  useEffect(() => {
    const element = place.current;
    if (!element) return;
    return observe(element, (entry) => {
      // Out of sight its rows stay as high as they were.
      const drawnRows = element.childElementCount;
      if (!entry.isIntersecting && drawnRows > 0) setMeasured(entry.boundingClientRect.height / drawnRows);
      setNear(entry.isIntersecting);
    });
  }, [observe]);
  return (
    <div ref={place} role="presentation" style={shown ? undefined : { height: rows * (measured ?? rowHeight) }}>
      {shown && children()}
    </div>
  );
}
