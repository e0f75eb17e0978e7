import { api, take } from '@/shared/api/client';
import type { NewUser, UserPatch, UserView } from '@/shared/api/schema';

/** Makes a user. */
export const createUser = (body: NewUser): Promise<UserView> => take(api.POST('/api/v1/users', { body }));

/** Changes a user: only the fields given. */
export const changeUser = (id: string, body: UserPatch): Promise<UserView> => take(api.PATCH('/api/v1/users/{id}', { params: { path: { id } }, body }));

/** Takes another person's second factor away and ends their sessions. */
export const resetSecondFactor = (id: string): Promise<unknown> => take(api.DELETE('/api/v1/users/{id}/second-factor', { params: { path: { id } } }));
