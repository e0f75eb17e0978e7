import { useEffect, useRef, type RefObject } from 'react';

/** A ref that always holds the newest value, for handlers that must not be bound anew. */
export const useLatest = <T>(value: T): RefObject<T> => {
  const ref = useRef(value);
  useEffect(() => {
    ref.current = value;
  });
  return ref;
};
