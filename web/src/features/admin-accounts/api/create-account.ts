import { api, take } from '@/shared/api/client';
import type { AccountView, NewAccount } from '@/shared/api/schema';

/** Makes an account; a partial one stays inactive. */
export const createAccount = (body: NewAccount): Promise<AccountView> => take(api.POST('/api/v1/accounts', { body }));
