import { queryOptions } from '@tanstack/react-query';
import { api, take } from '@/shared/api/client';
import type { RecoveryCodes } from '@/shared/api/schema';

/** One's own second factor. */
export const secondFactorQuery = queryOptions({
  queryKey: ['second-factor'],
  queryFn: ({ signal }) => take(api.GET('/api/v1/session/second-factor', { signal })),
});

/** A secret for the app. It is asked for once per dialog: each answer voids the one before. */
export const enrolmentQuery = queryOptions({
  queryKey: ['second-factor-enrolment'],
  queryFn: () => take(api.POST('/api/v1/session/second-factor/enrolment')),
  staleTime: 'static',
  gcTime: 0,
  retry: false,
});

/** Puts the app in force by its first code. */
export const finishEnrolment = (code: string): Promise<RecoveryCodes> => take(api.POST('/api/v1/session/second-factor', { body: { code } }));

/** Takes the second factor away. */
export const removeSecondFactor = (): Promise<unknown> => take(api.DELETE('/api/v1/session/second-factor'));

/** Ten fresh recovery codes; the earlier ones are void. */
export const renewRecoveryCodes = (): Promise<RecoveryCodes> => take(api.POST('/api/v1/session/second-factor/recovery-codes'));
