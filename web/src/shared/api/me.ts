import { queryOptions, useQueryClient } from '@tanstack/react-query';
import { api, take } from './client';
import type { Me, Right } from './schema';

/** Who is signed in. */
export const meQuery = queryOptions({
  queryKey: ['me'],
  queryFn: ({ signal }) => take(api.GET('/api/v1/session', { signal })),
  staleTime: 5 * 60_000,
});

/** The signed-in person; only below routes that have made sure there is one. */
export const useMe = (): Me => {
  const me = useQueryClient().getQueryData(meQuery.queryKey);
  if (!me) throw new Error('used above the signed-in routes');
  return me;
};

/** Whether a person may do something: screens ask this, never the roles. */
export const can = (me: Me, right: Right): boolean => me.rights.includes(right);
