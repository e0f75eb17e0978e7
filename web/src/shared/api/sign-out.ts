import { announceSignedOut, api, take } from './client';

/** Ends this session; the app then goes to the sign-in page. */
export const signOut = async (): Promise<void> => {
  await take(api.DELETE('/api/v1/session'));
  announceSignedOut();
};
