import { api, take } from '@/shared/api/client';
import type { AccountPatch, AccountView } from '@/shared/api/schema';

/** Changes an account: only the values given. */
export const changeAccount = (id: string, body: Partial<AccountPatch>): Promise<AccountView> =>
  take(api.PATCH('/api/v1/accounts/{id}', { params: { path: { id } }, body: { settings: {}, secrets: {}, ...body } }));
