import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useMemo } from 'react';
import { errorDetails, errorWords } from '@/shared/api/error-words';
import type { CaseView } from '@/shared/api/schema';
import { useLanguage, useT } from '@/shared/i18n/t';
import { fullStamp, shortMoment } from '@/shared/lib/times';
import { useNow } from '@/shared/lib/use-now';
import { useSettled } from '@/shared/lib/use-settled';
import { Button } from '@/shared/ui/button/button';
import { SearchField } from '@/shared/ui/field/search-field';
import { EmptyState, ErrorState } from '@/shared/ui/states/states';
import { Table, type Column } from '@/shared/ui/table/table';
import { Tabs } from '@/shared/ui/tabs/tabs';
import { casesQuery } from '../api/cases';
import { useLiveCases } from '../api/use-live-cases';
import { SHELVES, STATES, type CaseFilters } from '../model/filters';
import { CaseImportance, CaseState } from './case-state';
import './cases.css';

const SETTLED_MS = 200;

interface CasesPageProps {
  filters: CaseFilters;
  onFilters: (filters: CaseFilters) => void;
}

type Change = { [K in keyof CaseFilters]: CaseFilters[K] | undefined };

/** The filters that are set. */
const given = ({ shelf, state, q }: Change): CaseFilters => ({
  ...(shelf ? { shelf } : {}),
  ...(state ? { state } : {}),
  ...(q ? { q } : {}),
});

/** My cases, my team's, all: by state, number and words. */
export function CasesPage({ filters, onFilters }: CasesPageProps) {
  const t = useT();
  const now = useNow();
  const language = useLanguage();
  const shelf = filters.shelf ?? 'mine';
  useLiveCases();
  const q = useSettled(filters.q, SETTLED_MS);
  const cases = useInfiniteQuery(casesQuery(given({ ...filters, q })));
  const rows = useMemo(() => cases.data?.pages.flatMap((page) => page.items), [cases.data]);
  const set = (change: Change) => {
    onFilters(given({ ...filters, ...change }));
  };
  const columns: Column<CaseView>[] = [
    {
      id: 'title',
      head: t('cases:case'),
      cell: (each) => (
        <span className="case-name">
          <span className="num dim">#{each.number}</span>
          <Link to="/desktop/cases/$caseId" params={{ caseId: each.id }} className="row-link" dir="auto">
            {each.title}
          </Link>
          <CaseImportance of={each.importance} />
        </span>
      ),
    },
    { id: 'contact', head: t('cases:customer'), cell: (each) => <bdi>{each.contact_name}</bdi> },
    { id: 'state', head: t('cases:stateLabel'), cell: (each) => <CaseState of={each} /> },
    { id: 'owner', head: t('cases:owner'), cell: (each) => <span className="mut">{each.owner ?? each.team ?? t('cases:nobody')}</span> },
    {
      id: 'changed',
      head: t('cases:changed'),
      cell: (each) => (
        <time className="num" dateTime={new Date(each.updated_at).toISOString()} title={fullStamp(each.updated_at, language)}>
          {shortMoment(each.updated_at, now, language)}
        </time>
      ),
    },
  ];
  const filtered = filters.state !== undefined || filters.q !== undefined;
  return (
    <main className="cases" aria-labelledby="cases-h">
      <header className="cases-head">
        <h1 id="cases-h">{t('places.cases')}</h1>
        <Tabs label={t('cases:shelfLabel')} tabs={SHELVES.map((id) => ({ id, label: t(`cases:shelf.${id}`) }))} selected={shelf} onSelect={(next) => set({ shelf: next })} />
      </header>
      <div className="cases-tools">
        <SearchField label={t('cases:find')} placeholder={t('cases:find')} value={filters.q ?? ''} onChange={(event) => set({ q: event.target.value || undefined })} />
        <span className="cases-states" role="group" aria-label={t('cases:stateLabel')}>
          {STATES.map((state) => (
            <button key={state} type="button" className={filters.state === state ? 'case-pill case-pill-set' : 'case-pill'} aria-pressed={filters.state === state} onClick={() => set({ state: filters.state === state ? undefined : state })}>
              {t(`cases:state.${state}`)}
            </button>
          ))}
        </span>
      </div>
      <Table
        label={t('places.cases')}
        columns={columns}
        rows={rows}
        rowKey={({ id }) => id}
        stacks
        loading={cases.isFetching && !cases.isFetchingNextPage}
        error={cases.error ? <ErrorState title={t('cases:failed')} text={errorWords(cases.error, t)} details={errorDetails(cases.error, t)} onRetry={() => void cases.refetch()} /> : undefined}
        empty={<EmptyState icon="list" title={t(filtered ? 'cases:none' : 'cases:empty')} text={t(filtered ? 'cases:noneText' : 'cases:emptyText')} />}
        foot={
          cases.hasNextPage && (
            <div className="cases-more">
              <Button size="s" busy={cases.isFetchingNextPage} onClick={() => void cases.fetchNextPage()}>
                {t('cases:more')}
              </Button>
            </div>
          )
        }
      />
    </main>
  );
}
