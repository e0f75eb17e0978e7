import type { Translate } from '../i18n/t';
import { ApiError, OfflineError } from './errors';

/** An error as one or two sentences for people. */
export const errorWords = (error: unknown, t: Translate): string => {
  if (error instanceof OfflineError) return t('error.offline');
  if (error instanceof ApiError) {
    if (error.message) return error.message;
    if (error.status === 401) return t('error.signedOut');
    if (error.status === 403) return t('error.forbidden');
    if (error.status === 429) return t('error.tooMany');
  }
  return t('error.unknown');
};

/** Code and request id, for *What the server said*. */
export const errorDetails = (error: unknown, t: Translate): string | undefined => {
  if (!(error instanceof ApiError)) return undefined;
  return error.requestId ? t('error.requestId', { id: error.requestId, code: error.code }) : error.code;
};
