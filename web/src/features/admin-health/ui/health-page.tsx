import type { ReactNode } from 'react';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { PageHead } from '@/features/admin-common/page/page-head';
import { QueryState } from '@/features/admin-common/page/query-state';
import { Ago } from '@/features/admin-common/parts/ago';
import type { ChannelHealth } from '@/shared/api/schema';
import { useT } from '@/shared/i18n/t';
import { Chip } from '@/shared/ui/badge/badge';
import { Card } from '@/shared/ui/card/card';
import { Icon } from '@/shared/ui/icon/icon';
import { EmptyState } from '@/shared/ui/states/states';
import { Table, type Column } from '@/shared/ui/table/table';
import { healthQuery } from '../api/health';
import { problemsOf } from '../model/problems';
import { ProblemCard, ProblemRow } from './problem-card';
import './health.css';

interface HealthProps {
  /** How an account's state looks. */
  state: (account: ChannelHealth) => ReactNode;
}

/** *Configuration > Channel health*: can customers reach us, and do our answers reach them. */
export function HealthPage({ state }: HealthProps) {
  const t = useT();
  const health = useQuery(healthQuery);
  return (
    <div className="adm-in">
      <PageHead title={t('admin-health:title')} text={t('admin-health:text')} actions={<Chip size="l" icon="pulse" plain>{t('admin-health:live')}</Chip>} />
      <QueryState query={health} errorTitle={t('admin-health:error')}>
        {(accounts) => <Accounts accounts={accounts} state={state} />}
      </QueryState>
    </div>
  );
}

function Accounts({ accounts, state }: HealthProps & { accounts: readonly ChannelHealth[] }) {
  const t = useT();
  const [first, ...more] = problemsOf(accounts);
  return (
    <>
      {first ? (
        <ProblemCard {...first} />
      ) : (
        <Card className="health-good">
          <Icon name="ok" className="t-ok" />
          {t('admin-health:good')}
        </Card>
      )}
      {more.length > 0 && (
        <>
          <h2 className="health-title">{t('admin-health:more')}</h2>
          <Card>
            <ul>
              {more.map((placed) => (
                <ProblemRow key={placed.problem.id} {...placed} />
              ))}
            </ul>
          </Card>
        </>
      )}
      <h2 className="health-title">{t('admin-health:accounts')}</h2>
      <AccountsTable accounts={accounts} state={state} />
    </>
  );
}

function AccountsTable({ accounts, state }: HealthProps & { accounts: readonly ChannelHealth[] }) {
  const t = useT();
  const number = (id: string, head: string, of: (account: ChannelHealth) => number): Column<ChannelHealth> => ({
    id,
    head,
    numeric: true,
    cell: (account) => of(account).toLocaleString(),
  });
  const columns: Column<ChannelHealth>[] = [
    {
      id: 'name',
      head: t('admin-health:table.account'),
      grow: true,
      cell: (account) => (
        <Link to="/admin/accounts/$accountId/health" params={{ accountId: account.account_id }}>
          {account.name}
        </Link>
      ),
    },
    { id: 'status', head: t('admin-health:table.status'), cell: state },
    { id: 'ack', head: t('admin-health:table.ack'), numeric: true, cell: ({ acknowledged_p95_ms: ms }) => (ms ? t('admin-health:within', { ms }) : t('none')) },
    number('waiting', t('admin-health:table.waiting'), ({ waiting }) => waiting),
    number('events', t('admin-health:table.events'), ({ events }) => events),
    number('refused', t('admin-health:table.refused'), ({ refused }) => refused),
    { id: 'last', head: t('admin-health:table.last'), numeric: true, cell: (account) => <Ago at={account.last_event_at} /> },
  ];
  return (
    <Table
      label={t('admin-health:accounts')}
      columns={columns}
      rows={accounts}
      rowKey={({ account_id: id }) => id}
      stacks
      loading={false}
      error={null}
      empty={<EmptyState icon="plug" title={t('admin-health:none')} text={t('admin-health:noneText')} />}
    />
  );
}
