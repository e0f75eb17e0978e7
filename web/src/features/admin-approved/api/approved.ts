import { queryOptions } from '@tanstack/react-query';
import { api, take } from '@/shared/api/client';
import type { ApprovedTemplatesView, ApprovedTemplateView, NewApprovedTemplate } from '@/shared/api/schema';

const path = (id: string) => ({ params: { path: { id } } });

/** The templates of an account that its platform reviews, as they are known here. */
export const approvedQuery = (accountId: string) =>
  queryOptions({
    queryKey: ['admin', 'approved-templates', accountId],
    queryFn: ({ signal }) => take(api.GET('/api/v1/accounts/{id}/approved-templates', { ...path(accountId), signal })),
  });

/** Reads them from the platform. */
export const readApproved = (accountId: string): Promise<ApprovedTemplatesView> => take(api.POST('/api/v1/accounts/{id}/approved-templates/read', path(accountId)));

/** Submits one for review. */
export const submitApproved = (accountId: string, body: NewApprovedTemplate): Promise<ApprovedTemplateView> => take(api.POST('/api/v1/accounts/{id}/approved-templates', { ...path(accountId), body }));

/** Changes what stands in the places by itself. */
export const changeApproved = (id: string, defaults: Record<string, string>): Promise<ApprovedTemplateView> => take(api.PATCH('/api/v1/approved-templates/{id}', { ...path(id), body: { defaults } }));

/** Deletes one, at the platform as well. */
export const deleteApproved = (id: string): Promise<unknown> => take(api.DELETE('/api/v1/approved-templates/{id}', path(id)));
