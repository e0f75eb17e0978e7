import { queryOptions, type QueryClient } from '@tanstack/react-query';
import { api, take } from '@/shared/api/client';
import type { EntryView } from '@/shared/api/schema';
import { upsert } from './upsert';

/** All Messaging/Chat scenario entries. */
export const entriesQuery = queryOptions({
  queryKey: ['admin', 'entries'],
  queryFn: async ({ signal }) => (await take(api.GET('/api/v1/entries', { signal }))).items,
});

/** One scenario entry. */
export const entryQuery = (id: string) =>
  queryOptions({
    queryKey: ['admin', 'entry', id],
    queryFn: ({ signal }) => take(api.GET('/api/v1/entries/{id}', { params: { path: { id } }, signal })),
  });

/** Keeps an entry that the server answered with, wherever it is shown. */
export const keepEntry = (queries: QueryClient, entry: EntryView): void => {
  queries.setQueryData(entryQuery(entry.id).queryKey, entry);
  queries.setQueryData(entriesQuery.queryKey, (all) => all && upsert(all, entry));
};
