import { queryOptions } from '@tanstack/react-query';
import { api, take } from '@/shared/api/client';
import type { InteractionView, NewParticipant, PartStep } from '@/shared/api/schema';

const path = (id: string) => ({ params: { path: { id } } });

/** Asks a colleague, or a free one of a team; supervisors name themselves. */
export const askToJoin = (id: string, body: NewParticipant): Promise<InteractionView> => take(api.POST('/api/v1/interactions/{id}/participants', { ...path(id), body }));

/** Joins, leaves, takes over; the owner: takes somebody out, or gives the conversation to them. */
export const changePart = (id: string, step: PartStep, userId?: string): Promise<InteractionView> =>
  take(api.POST('/api/v1/interactions/{id}/part', { ...path(id), body: { step, ...(userId && { user_id: userId }) } }));

/** Calls a supervisor. */
export const callForHelp = (id: string, text: string): Promise<InteractionView> => take(api.POST('/api/v1/interactions/{id}/help', { ...path(id), body: text ? { text } : {} }));

/** Ends the call. */
export const endCallForHelp = (id: string): Promise<InteractionView> => take(api.DELETE('/api/v1/interactions/{id}/help', path(id)));

/** Conversations whose agents call for help. */
export const helpCallsQuery = queryOptions({
  queryKey: ['help-calls'],
  queryFn: async ({ signal }) => (await take(api.GET('/api/v1/help-calls', { signal }))).items,
  staleTime: 0,
});
