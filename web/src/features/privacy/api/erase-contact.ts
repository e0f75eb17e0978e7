import { api, take } from '@/shared/api/client';
import type { ErasedView } from '@/shared/api/schema';

/** Erases a customer with everything of theirs; `name` proves that this very one is meant. */
export const eraseContact = (id: string, name: string): Promise<ErasedView> =>
  take(api.POST('/api/v1/contacts/{id}/erase', { params: { path: { id } }, body: { name } }));
