import { api, take } from '@/shared/api/client';
import type { Me, SetUp } from '@/shared/api/schema';

/** Makes the first tenant and its administrator, and signs them in. */
export const setUp = (body: SetUp): Promise<Me> => take(api.POST('/api/v1/setup', { body }));
