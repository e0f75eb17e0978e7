import { queryOptions, type QueryClient } from '@tanstack/react-query';
import { api, take } from '@/shared/api/client';
import type { SkillView } from '@/shared/api/schema';
import { upsert } from './upsert';

/** All skills. */
export const skillsQuery = queryOptions({
  queryKey: ['admin', 'skills'],
  queryFn: async ({ signal }) => (await take(api.GET('/api/v1/skills', { signal }))).items,
});

/** Keeps a skill that the server answered with, wherever it is shown. */
export const keepSkill = (queries: QueryClient, skill: SkillView): void => {
  queries.setQueryData(skillsQuery.queryKey, (all) => all && upsert(all, skill));
};
