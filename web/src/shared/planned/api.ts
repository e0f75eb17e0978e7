import { api, take } from '../api/client';
import type { NewPlanned, PlannedPatch, PlannedView } from '../api/schema';

const path = (id: string) => ({ params: { path: { id } } });

/** Plans a message or a reminder about an interaction. */
export const plan = (interactionId: string, body: NewPlanned): Promise<PlannedView> => take(api.POST('/api/v1/interactions/{id}/planned', { ...path(interactionId), body }));

/** Changes what was planned, or answers a reminder. */
export const changePlanned = (id: string, body: PlannedPatch): Promise<PlannedView> => take(api.PATCH('/api/v1/planned/{id}', { ...path(id), body }));

/** Gives it up. */
export const cancelPlanned = (id: string): Promise<unknown> => take(api.DELETE('/api/v1/planned/{id}', path(id)));
