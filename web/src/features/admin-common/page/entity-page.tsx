import type { ReactNode } from 'react';
import { QueryState } from './query-state';

interface EntityPageProps<T> {
  /** Everything the page needs, or why it is not there. */
  query: { data: T | undefined; error: Error | null; refetch: () => unknown };
  errorTitle: string;
  children: (data: T) => ReactNode;
}

/** A page about one thing, once everything it needs is there. */
export function EntityPage<T>({ query, errorTitle, children }: EntityPageProps<T>) {
  if (query.data !== undefined) return children(query.data);
  return (
    <div className="adm-in">
      <QueryState query={query} errorTitle={errorTitle}>
        {() => null}
      </QueryState>
    </div>
  );
}

interface QueryLike<T> {
  data: T | undefined;
  error: Error | null;
  refetch: () => unknown;
}

/** Several queries as one: there when all are there. */
export const together = <T extends Record<string, QueryLike<unknown>>>(queries: T): QueryLike<{ [K in keyof T]: NonNullable<T[K]['data']> }> => {
  const all = Object.entries(queries);
  const complete = all.every(([, query]) => query.data !== undefined);
  return {
    data: complete ? (Object.fromEntries(all.map(([key, query]) => [key, query.data])) as { [K in keyof T]: NonNullable<T[K]['data']> }) : undefined,
    error: all.map(([, query]) => query.error).find((error) => error !== null) ?? null,
    refetch: () => Promise.all(all.filter(([, query]) => query.data === undefined).map(([, query]) => query.refetch())),
  };
};
