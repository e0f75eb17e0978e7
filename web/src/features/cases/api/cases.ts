import { infiniteQueryOptions, queryOptions, type QueryClient } from '@tanstack/react-query';
import { api, take } from '@/shared/api/client';
import type { CaseDetail, CaseOwner, CasePatch, CaseStepInput, NewCase, TeamView } from '@/shared/api/schema';
import type { CaseFilters } from '../model/filters';

/** Cases that meet the filters, those changed last first, page by page. */
export const casesQuery = ({ shelf, state, q }: CaseFilters) =>
  infiniteQueryOptions({
    queryKey: ['cases', 'list', shelf, state, q],
    queryFn: ({ signal, pageParam }) =>
      take(api.GET('/api/v1/cases', { signal, params: { query: { shelf: shelf ?? 'mine', ...(state ? { state } : {}), ...(q ? { q } : {}), ...(pageParam ? { cursor: pageParam } : {}) } } })),
    initialPageParam: '',
    getNextPageParam: (last) => last.next_cursor ?? undefined,
    staleTime: 2000,
    retry: false,
  });

/** One case. */
export const caseQuery = (id: string) =>
  queryOptions({ queryKey: ['cases', 'one', id], queryFn: ({ signal }): Promise<CaseDetail> => take(api.GET('/api/v1/cases/{id}', { params: { path: { id } }, signal })), staleTime: 2000 });

/** The cases of a customer. */
export const contactCasesQuery = (contactId: string) =>
  queryOptions({
    queryKey: ['cases', 'contact', contactId],
    queryFn: async ({ signal }) => (await take(api.GET('/api/v1/cases', { signal, params: { query: { contact_id: contactId, limit: 20 } } }))).items,
    staleTime: 2000,
  });

/** Teams, for those who may look after a case. */
export const teamsQuery = queryOptions({
  queryKey: ['cases', 'teams'],
  queryFn: async ({ signal }): Promise<readonly TeamView[]> => (await take(api.GET('/api/v1/teams', { signal }))).items,
  staleTime: 60_000,
});

/** Agents who may look after cases. */
export const ownersQuery = queryOptions({
  queryKey: ['cases', 'owners'],
  queryFn: async ({ signal }): Promise<readonly CaseOwner[]> => (await take(api.GET('/api/v1/case-owners', { signal }))).items,
  staleTime: 60_000,
});

export const createCase = (body: NewCase): Promise<CaseDetail> => take(api.POST('/api/v1/cases', { body }));

export const changeCase = (id: string, body: CasePatch): Promise<CaseDetail> => take(api.PATCH('/api/v1/cases/{id}', { params: { path: { id } }, body }));

export const stepCase = (id: string, body: CaseStepInput): Promise<CaseDetail> => take(api.POST('/api/v1/cases/{id}/step', { params: { path: { id } }, body }));

export const linkCase = (id: string, interactionId: string): Promise<CaseDetail> =>
  take(api.POST('/api/v1/cases/{id}/interactions', { params: { path: { id } }, body: { interaction_id: interactionId } }));

/** Keeps a case that the server answered with; lists are loaded anew. */
export const keepCase = (queries: QueryClient, detail: CaseDetail): void => {
  queries.setQueryData(caseQuery(detail.case.id).queryKey, detail);
  void queries.invalidateQueries({ queryKey: ['cases', 'list'] });
  void queries.invalidateQueries({ queryKey: ['cases', 'contact', detail.case.contact_id] });
};
