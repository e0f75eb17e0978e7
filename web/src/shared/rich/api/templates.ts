import { queryOptions } from '@tanstack/react-query';
import { api, take } from '../../api/client';

/** The message templates, by name. */
export const templatesQuery = queryOptions({
  queryKey: ['message-templates'],
  queryFn: async () => (await take(api.GET('/api/v1/message-templates'))).items,
});
