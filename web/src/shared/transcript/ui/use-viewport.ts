import { useLayoutEffect, useMemo, useRef, useState, type RefObject } from 'react';
import type { Stretch } from '../model/heights';
import { drawnOf, FIRST, Scroller, type FromEnd, type Wanted } from './scroller';

interface Options {
  /** What the items are known by, in order. */
  keys: readonly string[];
  startAt: 'bottom' | 'top';
  /** Told when the newest line comes into sight or leaves it. */
  onBottom?: ((visible: boolean) => void) | undefined;
  /** The reader scrolls up and is near the top. */
  onTop?: (() => void) | undefined;
}

interface Viewport {
  box: RefObject<HTMLDivElement | null>;
  body: RefObject<HTMLDivElement | null>;
  /** The items that are to be drawn. */
  drawn: Stretch;
  /** The newest line is out of sight. */
  away: boolean;
  toBottom: () => void;
  reveal: (wanted: Wanted) => void;
}

/** Draws of a transcript what is in sight or nearly so. The rest keeps its place by its height. */
export const useViewport = ({ keys, startAt, onBottom, onTop }: Options): Viewport => {
  const box = useRef<HTMLDivElement>(null);
  const body = useRef<HTMLDivElement>(null);
  const [away, setAway] = useState(false);
  const [ends, setEnds] = useState<FromEnd>(() => (startAt === 'bottom' ? { first: FIRST, last: 0 } : { first: keys.length, last: keys.length - FIRST }));
  const [scroller] = useState(() => new Scroller(startAt));
  const drawn = useMemo(() => drawnOf(keys.length, ends), [keys.length, ends]);
  useLayoutEffect(() => (box.current && body.current ? scroller.follow(box.current, body.current) : undefined), [scroller]);
  useLayoutEffect(() => {
    scroller.drawn({
      keys,
      drawn,
      startAt,
      draw: setEnds,
      onBottom: (visible, isAway) => {
        setAway(isAway);
        onBottom?.(visible);
      },
      onTop: () => onTop?.(),
    });
  }, [scroller, keys, drawn, startAt, onBottom, onTop]);
  return { box, body, drawn, away, toBottom: () => scroller.toBottom(), reveal: (wanted) => scroller.reveal(wanted) };
};
