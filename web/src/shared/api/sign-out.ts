import { api, take } from './client';
import { ApiError } from './errors';

/** Ends the session. That it had ended before is no fault. */
export const signOut = async (): Promise<void> => {
  try {
    await take(api.DELETE('/api/v1/session'));
  } catch (error) {
    if (!(error instanceof ApiError && error.status === 401)) throw error;
  }
};
