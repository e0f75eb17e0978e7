import { useState, type ReactNode } from 'react';
import { errorDetails, errorWords } from '@/shared/api/error-words';
import { useLanguage, useT } from '@/shared/i18n/t';
import { Banner } from '@/shared/ui/banner/banner';
import { Button } from '@/shared/ui/button/button';
import { EmptyState, ErrorState } from '@/shared/ui/states/states';
import { Table, type Column, type Sort } from '@/shared/ui/table/table';
import { byName } from './find';
import './page.css';

/** A column that may be sorted by a text or a number. */
export interface ListColumn<Row> extends Column<Row> {
  sortBy?: (row: Row) => string | number;
}

/** What a list needs to know of its query. */
export interface ListSource<Row> {
  data: readonly Row[] | undefined;
  isFetching: boolean;
  error: Error | null;
  refetch: () => unknown;
}

interface EntityListProps<Row> {
  /** What is listed, e.g. "Integration accounts". */
  label: string;
  source: ListSource<Row>;
  columns: readonly ListColumn<Row>[];
  rowKey: (row: Row) => string;
  /** Whether a row passes the filters and the search. */
  matches: (row: Row) => boolean;
  /** Any filter is set. */
  filtered: boolean;
  onClearFilters: () => void;
  /** Search and filters. */
  tools?: ReactNode;
  /** "6 accounts", for the number of rows shown. */
  count: (rows: number) => string;
  /** There is nothing at all: one sentence and the first step. */
  empty: ReactNode;
  /** "Accounts could not be loaded". */
  errorTitle: string;
  sort?: Sort;
}

/** So many rows are drawn at first; more on demand. */
const STEP = 100;

const sorted = <Row,>(rows: readonly Row[], columns: readonly ListColumn<Row>[], sort: Sort | undefined, language: string): readonly Row[] => {
  const by = columns.find((column) => column.id === sort?.column)?.sortBy;
  if (!by || !sort) return rows;
  const names = byName(language);
  const turn = sort.descending ? -1 : 1;
  return rows.toSorted((a, b) => {
    const [x, y] = [by(a), by(b)];
    return turn * (typeof x === 'number' && typeof y === 'number' ? x - y : names(String(x), String(y)));
  });
};

/** A searchable, sortable list of configured things. Old rows stay while new ones load. */
export function EntityList<Row>(props: EntityListProps<Row>) {
  const { label, source, columns, rowKey, matches, filtered, onClearFilters, tools, count, empty, errorTitle } = props;
  const t = useT();
  const language = useLanguage();
  const [sort, setSort] = useState<Sort | undefined>(props.sort);
  const [limit, setLimit] = useState(STEP);
  const found = source.data && sorted(source.data.filter(matches), columns, sort, language);
  const shown = found?.slice(0, limit);
  const failed = source.error;
  const nothing = source.data?.length === 0;
  return (
    <>
      {tools && !nothing && (
        <div className="tools">
          {tools}
          {found && (
            <span className="tools-count" role="status">
              {count(found.length)}
            </span>
          )}
        </div>
      )}
      {failed && source.data && (
        <div className="page-banners">
          <Banner tone="warn" role="alert" action={<Button size="s" onClick={() => void source.refetch()}>{t('tryAgain')}</Button>}>
            <b>{t('admin:list.old')}</b> {errorWords(failed, t)}
          </Banner>
        </div>
      )}
      <Table
        label={label}
        columns={columns.map((column) => ({ ...column, sortable: column.sortBy !== undefined }))}
        rows={shown}
        rowKey={rowKey}
        sort={sort}
        onSort={setSort}
        loading={source.isFetching && source.data === undefined}
        error={
          failed && !source.data ? (
            <ErrorState title={errorTitle} text={errorWords(failed, t)} details={errorDetails(failed, t)} onRetry={() => void source.refetch()} />
          ) : undefined
        }
        empty={
          filtered && !nothing ? (
            <EmptyState icon="search" title={t('admin:list.noMatch')} action={<Button size="s" onClick={onClearFilters}>{t('admin:list.clear')}</Button>} />
          ) : (
            empty
          )
        }
        foot={
          found && found.length > limit ? (
            <div className="tbl-more">
              <Button size="s" onClick={() => setLimit(limit + STEP)}>
                {t('admin:list.more', { count: Math.min(STEP, found.length - limit) })}
              </Button>
              <span className="meta num">{t('admin:list.shown', { shown: limit, all: found.length })}</span>
            </div>
          ) : undefined
        }
      />
    </>
  );
}
