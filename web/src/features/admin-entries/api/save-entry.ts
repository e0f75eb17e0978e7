import { api, take } from '@/shared/api/client';
import type { EntryInput, EntryView } from '@/shared/api/schema';

/** Makes a scenario entry. */
export const createEntry = (body: EntryInput): Promise<EntryView> => take(api.POST('/api/v1/entries', { body }));

/** Changes a scenario entry: only the fields given. */
export const changeEntry = (id: string, body: EntryInput): Promise<EntryView> =>
  take(api.PATCH('/api/v1/entries/{id}', { params: { path: { id } }, body }));

/** Deletes a scenario entry; its accounts then feed none. */
export const deleteEntry = (id: string): Promise<unknown> => take(api.DELETE('/api/v1/entries/{id}', { params: { path: { id } } }));
