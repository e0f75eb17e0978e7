import { queryOptions, type QueryClient } from '@tanstack/react-query';
import { api, take } from '@/shared/api/client';
import type { TeamView } from '@/shared/api/schema';
import { upsert } from './upsert';

/** All teams. */
export const teamsQuery = queryOptions({
  queryKey: ['admin', 'teams'],
  queryFn: async ({ signal }) => (await take(api.GET('/api/v1/teams', { signal }))).items,
});

/** Keeps a team that the server answered with, wherever it is shown. */
export const keepTeam = (queries: QueryClient, team: TeamView): void => {
  queries.setQueryData(teamsQuery.queryKey, (all) => all && upsert(all, team));
};
