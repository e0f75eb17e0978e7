import { ApiError } from '@/shared/api/errors';
import { errorWords } from '@/shared/api/error-words';
import { useT } from '@/shared/i18n/t';
import { runningTime } from '@/shared/lib/times';

/** Why a step of the sign-in failed, and how long to wait. */
export function SignInProblem({ error }: { error: unknown }) {
  const t = useT();
  if (error instanceof ApiError && error.status === 429 && error.retryAfterMs) {
    return t('signIn.wait', { time: runningTime(error.retryAfterMs) });
  }
  return errorWords(error, t) || t('signIn.wrong');
}
