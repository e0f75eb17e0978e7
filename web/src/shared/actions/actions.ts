import { useEffect, useSyncExternalStore } from 'react';
import type { IconName } from '../ui/icon/icon';
import { useLatest } from '../lib/latest';
import { chordCaps, matches, parseChord } from './chord';

/** A thing a person can do: one definition for its button, menu line, command-bar line and shortcut. */
export interface Action {
  /** Stable name, e.g. `offer.accept`. */
  id: string;
  /** What it is called, translated. */
  name: string;
  icon?: IconName;
  /** Heading in the command bar and the help, translated. */
  group: string;
  /** Place of its group in the command bar and the help, small first; default 5. */
  order?: number;
  /** Physical keys, e.g. `Alt+KeyA`. Letters without Alt or Ctrl work outside text fields only. */
  keys?: string;
  /** Works in text fields although it has no Alt or Ctrl. */
  inText?: boolean;
  /** Not a line of the command bar (the things it acts on are not on the screen by name). */
  hidden?: boolean;
  /** Cannot be done now; shortcuts pass it by. Default: it can. */
  enabled?: boolean;
  perform: () => void;
}

/** Whether this keyboard has ⌘ and ⌥. */
export const IS_MAC = typeof navigator !== 'undefined' && /Mac|iPhone|iPad/.test(navigator.userAgent);

/** The caps of an action's keys joined, e.g. `Alt A`; undefined without keys. */
export const keysOf = (action: Pick<Action, 'keys'>): string | undefined => action.keys && chordCaps(action.keys, IS_MAC).join(' ');

type Layer = { readonly current: readonly Action[] };
let layers: readonly Layer[] = [];
let version = 0;
const listeners = new Set<() => void>();

const changed = (): void => {
  version += 1;
  listeners.forEach((listener) => listener());
};

const subscribe = (listener: () => void): (() => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};

/** Offers actions while the component is on the screen. Later layers win a shortcut over earlier ones. */
export const useActions = (actions: readonly Action[]): void => {
  const latest = useLatest(actions);
  useEffect(() => {
    layers = [...layers, latest];
    changed();
    return () => {
      layers = layers.filter((layer) => layer !== latest);
      changed();
    };
  }, [latest]);
};

/** All actions offered now, in the order of their groups, without those that cannot be done. */
export const offeredActions = (): Action[] => {
  const found = new Map<string, Action>();
  for (const layer of layers) for (const action of layer.current) if (action.enabled !== false) found.set(action.id, action);
  return [...found.values()].sort((a, b) => (a.order ?? 5) - (b.order ?? 5));
};

/** Renders anew when layers of actions come or go. */
export const useActionLayers = (): number => useSyncExternalStore(subscribe, () => version);

const isText = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  (target.isContentEditable || target.matches('textarea, select, input:not([type=radio], [type=checkbox], [type=button])'));

const actionFor = (event: KeyboardEvent): Action | undefined => {
  const text = isText(event.target);
  for (const layer of layers.toReversed()) {
    const action = layer.current.find((each) => {
      if (!each.keys || each.enabled === false) return false;
      const chord = parseChord(each.keys);
      if (text && !each.inText && !chord.ctrl && !chord.alt) return false;
      return matches(chord, event, IS_MAC);
    });
    if (action) return action;
  }
  return undefined;
};

const onKeyDown = (event: KeyboardEvent): void => {
  if (event.defaultPrevented || event.repeat || document.querySelector('dialog[open]')) return;
  const action = actionFor(event);
  if (!action) return;
  event.preventDefault();
  action.perform();
};

/** Listens for shortcuts; called once when the app starts. */
export const startShortcuts = (): void => window.addEventListener('keydown', onKeyDown);
