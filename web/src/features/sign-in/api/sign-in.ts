import { api, take } from '@/shared/api/client';
import type { Me, SecondStep, SignIn } from '@/shared/api/schema';

/** Signs in; the session is a cookie that scripts cannot read. Those with a second factor owe its code next. */
export const signIn = (body: SignIn): Promise<Me | SecondStep> => take(api.POST('/api/v1/session', { body }));

/** Whether the code of the second factor is owed. */
export const owesCode = (answer: Me | SecondStep): answer is SecondStep => 'expires_at' in answer;

/** Ends the sign-in by a code of the authenticator app, or a recovery code. */
export const giveCode = (code: string): Promise<Me> => take(api.POST('/api/v1/session/code', { body: { code } }));
