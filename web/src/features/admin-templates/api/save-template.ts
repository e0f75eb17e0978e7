import type { QueryClient } from '@tanstack/react-query';
import { upsert } from '@/features/admin-common/api/upsert';
import { api, take } from '@/shared/api/client';
import type { TemplateInput, TemplateView } from '@/shared/api/schema';
import { templatesQuery } from '@/shared/rich/api/templates';

/** Makes a message template. */
export const createTemplate = (body: TemplateInput): Promise<TemplateView> => take(api.POST('/api/v1/message-templates', { body }));

/** Changes a message template: only the fields given. */
export const changeTemplate = (id: string, body: TemplateInput): Promise<TemplateView> =>
  take(api.PATCH('/api/v1/message-templates/{id}', { params: { path: { id } }, body }));

/** Keeps a template that the server answered with, wherever it is shown. */
export const keepTemplate = (queries: QueryClient, template: TemplateView): void => {
  queries.setQueryData(templatesQuery.queryKey, (all) => all && upsert(all, template));
};
