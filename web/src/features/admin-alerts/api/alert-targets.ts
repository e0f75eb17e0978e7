import { queryOptions } from '@tanstack/react-query';
import { api, take } from '@/shared/api/client';
import type { AlertTargetMade, AlertTargetView, AlertTested, NewAlertTarget } from '@/shared/api/schema';

/** Whom alerts are sent to. */
export const alertTargetsQuery = queryOptions({
  queryKey: ['admin', 'alert-targets'],
  queryFn: ({ signal }) => take(api.GET('/api/v1/alert-targets', { signal })),
});

const of = (id: string) => ({ params: { path: { id } } });

/** Sends alerts to one more address; a webhook's secret is in this answer and never again. */
export const createAlertTarget = (body: NewAlertTarget): Promise<AlertTargetMade> => take(api.POST('/api/v1/alert-targets', { body }));

/** Switches a target off or on. */
export const changeAlertTarget = (id: string, disabled: boolean): Promise<AlertTargetView> => take(api.PATCH('/api/v1/alert-targets/{id}', { ...of(id), body: { disabled } }));

/** Sends a target nothing more. */
export const deleteAlertTarget = (id: string): Promise<unknown> => take(api.DELETE('/api/v1/alert-targets/{id}', of(id)));

/** Sends a target a test now. */
export const testAlertTarget = (id: string): Promise<AlertTested> => take(api.POST('/api/v1/alert-targets/{id}/test', of(id)));
