import { useCallback, useEffect, useLayoutEffect, useRef, useState, type RefObject } from 'react';
import { useLatest } from '../../lib/latest';

interface Options {
  startAt: 'bottom' | 'top';
  onBottom?: (visible: boolean) => void;
}

/** This near the end still counts as at the end, px. */
const NEAR = 48;

/**
 * Keeps a log at its newest line while the reader is there, and where they are when they have scrolled away, also
 * when earlier lines are added above. `away` says that the newest line is out of sight.
 */
export const useStickyBottom = (ref: RefObject<HTMLElement | null>, { startAt, onBottom }: Options) => {
  const [away, setAway] = useState(false);
  const sticking = useRef(startAt === 'bottom');
  const before = useRef({ height: 0, top: 0, first: null as Element | null });
  const tell = useLatest(onBottom);

  const toBottom = useCallback(() => {
    const box = ref.current;
    if (!box) return;
    sticking.current = true;
    box.scrollTop = box.scrollHeight;
  }, [ref]);

  // After each render: stick to the end, or stay at the same line when lines came in above it.
  useLayoutEffect(() => {
    const box = ref.current;
    if (!box) return;
    const first = box.querySelector('[data-message]');
    const grownAbove = before.current.first !== null && first !== before.current.first && box.contains(before.current.first);
    if (sticking.current) box.scrollTop = box.scrollHeight;
    else if (grownAbove) box.scrollTop += box.scrollHeight - before.current.height;
    before.current = { height: box.scrollHeight, top: box.scrollTop, first };
  });

  useEffect(() => {
    const box = ref.current;
    if (!box) return;
    const atBottom = () => box.scrollHeight - box.scrollTop - box.clientHeight <= NEAR;
    const look = () => {
      const bottom = atBottom();
      const upward = box.scrollTop < before.current.top;
      before.current.top = box.scrollTop;
      // Only a reader who moves up leaves the end; a picture that grows below does not take them away.
      if (startAt === 'bottom' && bottom) sticking.current = true;
      else if (upward) sticking.current = false;
      setAway(!bottom && !sticking.current && startAt === 'bottom');
      tell.current?.(bottom || sticking.current);
    };
    const onResize = () => {
      if (sticking.current) box.scrollTop = box.scrollHeight;
      look();
    };
    // Pictures that load and a composer that grows change the heights.
    const resize = new ResizeObserver(onResize);
    resize.observe(box);
    if (box.firstElementChild) resize.observe(box.firstElementChild);
    box.addEventListener('scroll', look, { passive: true });
    return () => {
      resize.disconnect();
      box.removeEventListener('scroll', look);
    };
  }, [ref, startAt, tell]);

  return { away, toBottom };
};
