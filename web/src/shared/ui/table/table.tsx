import type { ReactNode } from 'react';
import { useT } from '../../i18n/t';
import { Icon } from '../icon/icon';
import { Late, SkeletonBar } from '../skeleton/skeleton';
import './table.css';

/** A column of a table. */
export interface Column<Row> {
  id: string;
  head: string;
  /** The heading is read out only, e.g. of the column with the row menus. */
  headHidden?: boolean;
  cell: (row: Row) => ReactNode;
  /** Numbers stand at the end. */
  numeric?: boolean;
  /** Can be sorted by. */
  sortable?: boolean;
  /** Takes what is left and truncates. */
  grow?: boolean;
}

/** By which column a table is sorted. */
export interface Sort {
  column: string;
  descending: boolean;
}

/** What stands in a table: nothing is forgotten, because each must be given. */
export interface TableStates {
  /** Given while there is nothing to show yet or the rows on screen are old. */
  loading: boolean;
  /** Given when loading failed: an error state with *Try again*. */
  error: ReactNode;
  /** Shown when there are no rows: one sentence and the next step. */
  empty: ReactNode;
}

interface TableProps<Row> extends TableStates {
  label: string;
  columns: readonly Column<Row>[];
  /** Undefined until the first rows come; old rows stay while new ones load. */
  rows: readonly Row[] | undefined;
  rowKey: (row: Row) => string;
  sort?: Sort | undefined;
  onSort?: (sort: Sort) => void;
  /** Marks a row, e.g. the chosen one. */
  isChosen?: (row: Row) => boolean;
  onRowClick?: (row: Row) => void;
  /** Where there is one column only, each row is a card with its headings in it: nothing has to be scrolled to. */
  stacks?: boolean;
  /** After the rows: a pager or *Show more*. */
  foot?: ReactNode;
}

/** A table in its card. The first column is the name and the link. */
export function Table<Row>(props: TableProps<Row>) {
  const { label, columns, rows, rowKey, loading, error, empty, isChosen, onRowClick, stacks, foot } = props;
  const bodyless = rows === undefined || rows.length === 0;
  return (
    <div className="tbl-card" aria-busy={loading || undefined}>
      <div className="tbl-wrap" tabIndex={0} role="region" aria-label={label}>
        <table className={stacks ? 'tbl tbl-stacks' : 'tbl'}>
          <caption className="vh">{label}</caption>
          <thead>
            <tr>
              {columns.map((column) => (
                <Head key={column.id} column={column} sort={props.sort} onSort={props.onSort} />
              ))}
            </tr>
          </thead>
          {!bodyless && (
            <tbody className={loading ? 'tbl-old' : undefined}>
              {rows.map((row) => (
                <tr key={rowKey(row)} className={isChosen?.(row) ? 'tbl-chosen' : undefined} onClick={onRowClick && (() => onRowClick(row))}>
                  {columns.map((column) => (
                    <td key={column.id} className={cellClass(column)} data-head={stacks && !column.headHidden ? column.head : undefined}>
                      {column.cell(row)}
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          )}
        </table>
      </div>
      {bodyless && (error ?? (rows === undefined || loading ? <LoadingRows columns={columns.length} /> : empty))}
      {!bodyless && error}
      {foot}
    </div>
  );
}

const cellClass = (column: { numeric?: boolean; grow?: boolean }): string | undefined =>
  [column.numeric && 'n', column.grow && 'grow'].filter(Boolean).join(' ') || undefined;

interface HeadProps<Row> {
  column: Column<Row>;
  sort: Sort | undefined;
  onSort: ((sort: Sort) => void) | undefined;
}

function Head<Row>({ column, sort, onSort }: HeadProps<Row>) {
  const sorted = sort?.column === column.id ? sort : undefined;
  if (!column.sortable || !onSort) {
    return (
      <th scope="col" className={cellClass(column)}>
        {column.headHidden ? <span className="vh">{column.head}</span> : column.head}
      </th>
    );
  }
  return (
    <th scope="col" className={cellClass(column)} aria-sort={sorted ? (sorted.descending ? 'descending' : 'ascending') : undefined}>
      <button type="button" className="tbl-sort" onClick={() => onSort({ column: column.id, descending: sorted ? !sorted.descending : false })}>
        {column.head}
        {sorted && <Icon name={sorted.descending ? 'arrow-down' : 'arrow-up'} size="xs" />}
      </button>
    </th>
  );
}

function LoadingRows({ columns }: { columns: number }) {
  const t = useT();
  return (
    <Late>
      <div className="tbl-loading" role="status" aria-label={t('loading')}>
        {[0, 1, 2, 3, 4].map((row) => (
          <div key={row} className="tbl-loading-row" aria-hidden="true">
            {Array.from({ length: Math.min(columns, 5) }, (_, cell) => (
              <SkeletonBar key={cell} width={40 + ((row * 13 + cell * 29) % 45)} />
            ))}
          </div>
        ))}
      </div>
    </Late>
  );
}
