import { queryOptions } from '@tanstack/react-query';
import { api, take } from '@/shared/api/client';

/** A waiting demand is carried out as soon as the conversation has ended, without news of its own. */
const RENEW_MS = 15_000;

/** Demands of platforms for a person, newest first. */
export const privacyRequestsQuery = queryOptions({
  queryKey: ['admin', 'privacy-requests'],
  queryFn: async ({ signal }) => (await take(api.GET('/api/v1/privacy-requests', { signal }))).items,
  refetchInterval: RENEW_MS,
});
