import type { ReactNode } from 'react';
import { errorDetails, errorWords } from '@/shared/api/error-words';
import { useT } from '@/shared/i18n/t';
import { Card } from '@/shared/ui/card/card';
import { SkeletonRows } from '@/shared/ui/skeleton/skeleton';
import { ErrorState } from '@/shared/ui/states/states';

interface QueryStateProps<T> {
  query: { data: T | undefined; error: Error | null; refetch: () => unknown };
  /** "The account could not be loaded". */
  errorTitle: string;
  children: (data: T) => ReactNode;
}

/** What is loaded, or that it is loading, or why it could not be. What was loaded once stays. */
export function QueryState<T>({ query, errorTitle, children }: QueryStateProps<T>) {
  const t = useT();
  if (query.data !== undefined) return children(query.data);
  return (
    <Card>
      {query.error ? (
        <ErrorState title={errorTitle} text={errorWords(query.error, t)} details={errorDetails(query.error, t)} onRetry={() => void query.refetch()} />
      ) : (
        <SkeletonRows rows={4} label={t('loading')} />
      )}
    </Card>
  );
}
