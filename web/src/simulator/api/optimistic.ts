import { useQueryClient } from '@tanstack/react-query';
import { attempt } from './act';
import { keys } from './queries';
import type { App, Overview, Page, Person } from './types';

type Edit = (overview: Overview) => Overview;

/** Shows a change at once and settles with the simulator afterwards; a refusal brings back what was. */
export const useChange = () => {
  const queries = useQueryClient();
  return async (edit: Edit, action: () => Promise<unknown>): Promise<boolean> => {
    void queries.cancelQueries({ queryKey: keys.overview });
    queries.setQueryData<Overview>(keys.overview, (overview) => overview && edit(overview));
    const done = await attempt(action);
    // Settled means: what is shown is what the simulator has, not an answer from before the change.
    await queries.invalidateQueries({ queryKey: keys.overview });
    return done;
  };
};

const replaced = <T extends { id: unknown }>(list: readonly T[], id: unknown, part: Partial<T>): T[] =>
  list.map((each) => (each.id === id ? { ...each, ...part } : each));

export const editPerson =
  (id: number, part: Partial<Person>): Edit =>
  (overview) => ({ ...overview, people: replaced(overview.people, id, part) });

export const editApp =
  (id: string, part: Partial<App>): Edit =>
  (overview) => ({ ...overview, apps: replaced(overview.apps, id, part) });

export const editPage =
  (id: string, part: Partial<Page>): Edit =>
  (overview) => ({ ...overview, pages: replaced(overview.pages, id, part) });
