import type { Json } from '../../api/types';

const isObject = (value: Json | undefined): value is { [key: string]: Json } => typeof value === 'object' && value !== null && !Array.isArray(value);

/** What stands under a key. */
export const at = (value: Json | undefined, key: string): Json | undefined => (isObject(value) ? value[key] : undefined);

/** A text under a key; empty when there is none. */
export const text = (value: Json | undefined, key: string): string => {
  const found = at(value, key);
  return typeof found === 'string' ? found : typeof found === 'number' ? String(found) : '';
};

/** A list under a key; empty when there is none. */
export const list = (value: Json | undefined, key: string): Json[] => {
  const found = at(value, key);
  return Array.isArray(found) ? found : [];
};
