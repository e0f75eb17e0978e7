import type { Action } from '@/shared/actions/actions';

/** Actions under their heading. */
export interface CommandGroup {
  name: string;
  actions: readonly Action[];
}

const fold = (text: string): string => text.normalize('NFD').replace(/\p{M}/gu, '').toLocaleLowerCase();

/** Every word of the query begins a word of the name. */
const fits = (name: string, words: readonly string[]): boolean => {
  const parts = fold(name).split(/\s+/u);
  return words.every((word) => parts.some((part) => part.startsWith(word)));
};

/** What the command bar shows, in the order in which the actions were offered. */
export const findCommands = (actions: readonly Action[], query: string): CommandGroup[] => {
  const words = fold(query).split(/\s+/u).filter(Boolean);
  const groups = new Map<string, Action[]>();
  for (const action of actions) {
    if (action.hidden || !fits(`${action.name} ${action.group}`, words)) continue;
    groups.set(action.group, [...(groups.get(action.group) ?? []), action]);
  }
  return [...groups].map(([name, found]) => ({ name, actions: found }));
};
