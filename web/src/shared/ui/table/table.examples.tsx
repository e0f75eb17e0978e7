import { Button } from '../button/button';
import type { Examples } from '../examples';
import { EmptyState, ErrorState } from '../states/states';
import { Table, type Column } from './table';

interface Row {
  name: string;
  waiting: number;
}

const columns: Column<Row>[] = [
  { id: 'name', head: 'Service', cell: (row) => <a href="#row">{row.name}</a>, sortable: true },
  { id: 'waiting', head: 'Waiting', cell: (row) => row.waiting, numeric: true },
];
const rows = [
  { name: 'Orders', waiting: 3 },
  { name: 'Returns', waiting: 0 },
];
const empty = <EmptyState icon="list" title="No services yet" text="A service gathers the chats of one reason." action={<Button size="s">New service</Button>} />;
const shared = { label: 'Services', columns, rowKey: (row: Row) => row.name, empty, onSort: () => undefined };

/** Tables with rows, without, loading and failed. */
export const examples: Examples = {
  title: 'Table',
  states: {
    rows: () => <Table {...shared} rows={rows} loading={false} error={undefined} sort={{ column: 'name', descending: false }} />,
    empty: () => <Table {...shared} rows={[]} loading={false} error={undefined} />,
    loading: () => <Table {...shared} rows={undefined} loading error={undefined} />,
    'old rows stay': () => <Table {...shared} rows={rows} loading error={undefined} />,
    error: () => <Table {...shared} rows={undefined} loading={false} error={<ErrorState title="Services could not be loaded" text="The server did not answer." onRetry={() => undefined} details="Request req_7f3, internal" />} />,
  },
};
