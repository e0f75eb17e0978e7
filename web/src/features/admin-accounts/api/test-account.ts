import { api, take } from '@/shared/api/client';
import type { ConnectionReport, NewAccount, TestConnection } from '@/shared/api/schema';

/** Asks the platform, with the stored values overlaid by those that are not applied yet. */
export const testAccount = (id: string, body: TestConnection): Promise<ConnectionReport> =>
  take(api.POST('/api/v1/accounts/{id}/test', { params: { path: { id } }, body }));

/** Asks the platform about an account that is not saved yet. */
export const testNewAccount = (body: NewAccount): Promise<ConnectionReport> => take(api.POST('/api/v1/accounts/test', { body }));
