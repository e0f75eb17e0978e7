import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { api, take } from '@/shared/api/client';
import type { InteractionView } from '@/shared/api/schema';

/** What waits, with why. It is asked for again by itself: reasons change with what agents do elsewhere. */
export const waitingQuery = (service: string | undefined) =>
  queryOptions({
    queryKey: ['waiting', service ?? ''],
    queryFn: ({ signal }) => take(api.GET('/api/v1/waiting', { params: { query: service ? { service_id: service } : {} }, signal })),
    staleTime: 0,
    refetchInterval: 5000,
    placeholderData: keepPreviousData,
  });

/** Agents as they are now, to whom a chat can be given. */
export const colleaguesQuery = queryOptions({
  queryKey: ['waiting-agents'],
  queryFn: ({ signal }) => take(api.GET('/api/v1/agents', { signal })),
  staleTime: 0,
  refetchInterval: 5000,
});

/** Gives a waiting chat another priority. */
export const setPriority = (id: string, priority: number): Promise<InteractionView> =>
  take(api.POST('/api/v1/interactions/{id}/priority', { params: { path: { id } }, body: { priority } }));

/** Gives a waiting chat to an agent; to oneself: takes it. */
export const assign = (id: string, agent_id: string): Promise<InteractionView> =>
  take(api.POST('/api/v1/interactions/{id}/assign', { params: { path: { id } }, body: { agent_id } }));
