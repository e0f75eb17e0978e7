import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { ChannelView, ServiceView } from '@/shared/api/schema';
import { errorDetails, errorWords } from '@/shared/api/error-words';
import { useT } from '@/shared/i18n/t';
import { DAY, isoDay } from '@/shared/lib/times';
import { useNow } from '@/shared/lib/use-now';
import { Button } from '@/shared/ui/button/button';
import { EmptyState, ErrorState } from '@/shared/ui/states/states';
import { agentsQuery } from '../api/list-agents';
import { recordsQuery } from '../api/search-records';
import { filterCount, type RecordFilters } from '../model/filters';
import { unclearPart } from '../model/unclear';
import { FilterBar } from './filter-bar';
import { RecordTable, SearchedTo } from './record-table';
import './records.css';

interface RecordSearchProps {
  filters: RecordFilters;
  services: readonly ServiceView[];
  channels: readonly ChannelView[];
  /** Sees records of colleagues, and so may search by agent. */
  seesColleagues: boolean;
  onFilters: (filters: RecordFilters) => void;
}

/** Search over all interactions that the person may see. Filters stand in the address. */
export function RecordSearch({ filters, services, channels, seesColleagues, onFilters }: RecordSearchProps) {
  const t = useT();
  const now = useNow();
  const agents = useQuery({ ...agentsQuery, enabled: seesColleagues });
  const records = useInfiniteQuery(recordsQuery(filters));
  // Asked for twice, it is still the same page: a second call must not give up the first.
  const nextPage = () => records.fetchNextPage({ cancelRefetch: false });
  const rows = useMemo(() => records.data?.pages.flatMap((page) => page.items), [records.data]);
  const searchedTo = records.data?.pages.at(-1)?.searched_to ?? undefined;
  const unclear = unclearPart(records.error);
  return (
    <main className="records" aria-labelledby="records-h">
      <header className="records-head">
        <h1 id="records-h">{t('places.records')}</h1>
        {rows !== undefined && !(rows.length === 0 && records.hasNextPage) && (
          <p className="mut num" role="status">
            {records.hasNextPage && searchedTo === undefined ? t('desk:records.moreThan', { count: rows.length }) : t('desk:records.found', { count: rows.length })}
          </p>
        )}
      </header>
      <FilterBar filters={filters} services={services} agents={agents.data?.items} today={isoDay(now)} weekAgo={isoDay(now - 7 * DAY)} onFilters={onFilters} />
      <RecordTable
        rows={rows}
        filters={filters}
        channels={channels}
        loading={records.isFetching && !records.isFetchingNextPage}
        searchedTo={searchedTo}
        stuck={
          records.error && rows?.length
            ? {
                words: `${t('desk:records.stuck')} ${errorWords(records.error, t)}`,
                busy: records.isFetching,
                again: () => void (records.isFetchNextPageError ? nextPage() : records.refetch()),
              }
            : undefined
        }
        more={records.hasNextPage ? { busy: records.isFetchingNextPage, load: () => void nextPage() } : undefined}
        error={
          unclear ? (
            <EmptyState icon="record" title={t('desk:records.unclear')} text={t(`desk:records.unclearWhy.${unclear}`)} />
          ) : records.error ? (
            <ErrorState title={t('desk:records.failed')} text={errorWords(records.error, t)} details={errorDetails(records.error, t)} onRetry={() => void records.refetch()} />
          ) : undefined
        }
        empty={
          searchedTo !== undefined ? (
            <EmptyState
              icon="record"
              title={t('desk:records.noneSoFar')}
              text={<SearchedTo at={searchedTo} />}
              action={
                <Button size="s" busy={records.isFetchingNextPage} onClick={() => void nextPage()}>
                  {t('desk:records.continue')}
                </Button>
              }
            />
          ) : filterCount(filters) === 0 ? (
            <EmptyState icon="record" title={t('desk:records.noneYet')} text={t('desk:records.noneYetText')} />
          ) : (
            <EmptyState
              icon="record"
              title={filters.q ? t('desk:records.noneFor', { words: filters.q }) : t('desk:records.none')}
              text={t('desk:records.noneText')}
              action={
                <Button size="s" onClick={() => onFilters({})}>
                  {t('desk:records.clear')}
                </Button>
              }
            />
          )
        }
      />
    </main>
  );
}
