import { infiniteQueryOptions, queryOptions, type QueryClient } from '@tanstack/react-query';
import { api, take } from '@/shared/api/client';
import type { BlockContact, ContactDuplicate, ContactField, ContactPatch, ContactView, NewContact } from '@/shared/api/schema';
import type { ContactFilters } from '../model/filters';

/** Contacts that meet the filters, those seen first last, page by page. */
export const contactsQuery = ({ q, blocked }: ContactFilters) =>
  infiniteQueryOptions({
    queryKey: ['contacts', 'list', q, blocked],
    queryFn: ({ signal, pageParam }) =>
      take(api.GET('/api/v1/contacts', { signal, params: { query: { ...(q ? { q } : {}), ...(blocked ? { blocked } : {}), ...(pageParam ? { cursor: pageParam } : {}) } } })),
    initialPageParam: '',
    getNextPageParam: (last) => last.next_cursor ?? undefined,
    staleTime: 2000,
    retry: false,
  });

/** One contact. */
export const contactQuery = (id: string) =>
  queryOptions({ queryKey: ['contacts', 'one', id], queryFn: ({ signal }): Promise<ContactView> => take(api.GET('/api/v1/contacts/{id}', { params: { path: { id } }, signal })), staleTime: 2000 });

/** Everything of a contact in one line of time, the newest first, page by page. */
export const timelineQuery = (id: string) =>
  infiniteQueryOptions({
    queryKey: ['contacts', 'timeline', id],
    queryFn: ({ signal, pageParam }) => take(api.GET('/api/v1/contacts/{id}/timeline', { signal, params: { path: { id }, query: { limit: 30, ...(pageParam ? { cursor: pageParam } : {}) } } })),
    initialPageParam: '',
    getNextPageParam: (last) => last.next_cursor ?? undefined,
    staleTime: 2000,
  });

/** Contacts who may be the same person. */
export const duplicatesQuery = ({ id, version }: ContactView) =>
  queryOptions({
    queryKey: ['contacts', 'duplicates', id, version],
    queryFn: async ({ signal }): Promise<readonly ContactDuplicate[]> => (await take(api.GET('/api/v1/contacts/{id}/duplicates', { params: { path: { id } }, signal }))).items,
    staleTime: 30_000,
    retry: false,
  });

/** The fields that the tenant adds to contacts, in the order of forms. */
export const contactFieldsQuery = queryOptions({
  queryKey: ['contacts', 'fields'],
  queryFn: async ({ signal }): Promise<readonly ContactField[]> => (await take(api.GET('/api/v1/contact-fields', { signal }))).items,
  staleTime: 60_000,
});

export const createContact = (body: NewContact): Promise<ContactView> => take(api.POST('/api/v1/contacts', { body }));

export const changeContact = (id: string, body: ContactPatch): Promise<ContactView> => take(api.PATCH('/api/v1/contacts/{id}', { params: { path: { id } }, body }));

export const blockContact = (id: string, body: BlockContact): Promise<ContactView> => take(api.PUT('/api/v1/contacts/{id}/block', { params: { path: { id } }, body }));

export const unblockContact = (id: string): Promise<ContactView> => take(api.DELETE('/api/v1/contacts/{id}/block', { params: { path: { id } } }));

/** Keeps a contact that the server told of, unless a newer one is there; lists are loaded anew. */
export const keepContact = (queries: QueryClient, contact: ContactView): void => {
  queries.setQueryData(contactQuery(contact.id).queryKey, (before) => (before && before.version > contact.version ? before : contact));
  void queries.invalidateQueries({ queryKey: ['contacts', 'list'] });
};
