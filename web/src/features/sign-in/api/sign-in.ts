import { api, take } from '@/shared/api/client';
import type { Me, SignIn } from '@/shared/api/schema';

/** Signs in; the session is a cookie that scripts cannot read. */
export const signIn = (body: SignIn): Promise<Me> => take(api.POST('/api/v1/session', { body }));
