import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { EntityList, type ListColumn, type ListSource } from '@/features/admin-common/page/entity-list';
import { FilterMenu } from '@/features/admin-common/page/filter-menu';
import { finds } from '@/features/admin-common/page/find';
import { Ago } from '@/features/admin-common/parts/ago';
import type { AccountStatus, AccountView, ChannelView, EntryView } from '@/shared/api/schema';
import { useT } from '@/shared/i18n/t';
import { SearchField } from '@/shared/ui/field/search-field';
import { Icon, iconNamed } from '@/shared/ui/icon/icon';
import { STATUS, STATUSES } from '../model/status';
import { AccountState, TokenWords } from './account-state';
import './accounts.css';

/** What the list is narrowed to; it stands in the address. */
export interface AccountFilter {
  q?: string | undefined;
  type?: string | undefined;
  status?: AccountStatus | undefined;
}

interface AccountListProps {
  source: ListSource<AccountView>;
  channels: readonly ChannelView[];
  entries: readonly EntryView[];
  filter: AccountFilter;
  onFilter: (filter: AccountFilter) => void;
  empty: ReactNode;
  /** What else can be done with a row. */
  menu: (account: AccountView) => ReactNode;
}

/** The page an account speaks for, in one line. */
const identity = (account: AccountView): string =>
  [account.settings.page_username && `@${account.settings.page_username}`, account.settings.page_id].filter(Boolean).join(' · ');

/** All integration accounts with their status. */
export function AccountList({ source, channels, entries, filter, onFilter, empty, menu }: AccountListProps) {
  const t = useT();
  const channelOf = (account: AccountView) => channels.find(({ id }) => id === account.channel);
  const entryOf = (account: AccountView) => entries.find(({ id }) => id === account.entry_id);
  const columns: ListColumn<AccountView>[] = [
    {
      id: 'name',
      head: t('admin-accounts:field.name'),
      sortBy: (account) => account.name,
      cell: (account) => (
        <span className="two-lines">
          <Link className="row-link" to="/admin/accounts/$accountId" params={{ accountId: account.id }}>
            {account.name}
          </Link>
          <span className="sub" dir="auto">
            {identity(account) || t('admin-accounts:list.noPage')}
          </span>
        </span>
      ),
    },
    {
      id: 'type',
      head: t('admin-accounts:field.type'),
      sortBy: (account) => channelOf(account)?.label ?? account.channel,
      cell: (account) => (
        <span className="cell">
          <Icon name={iconNamed(channelOf(account)?.icon ?? '', 'chat')} className="dim" />
          {channelOf(account)?.label ?? account.channel}
        </span>
      ),
    },
    {
      id: 'status',
      head: t('admin-accounts:list.status'),
      sortBy: (account) => STATUSES.indexOf(account.status),
      cell: (account) => <AccountState status={account.status} />,
    },
    {
      id: 'last-event',
      head: t('admin-accounts:list.lastEvent'),
      sortBy: (account) => -(account.health.last_event_at ?? 0),
      cell: (account) => <Ago at={account.health.last_event_at} />,
    },
    {
      id: 'last-error',
      head: t('admin-accounts:list.lastError'),
      sortBy: (account) => -(account.health.last_error_at ?? 0),
      cell: (account) =>
        account.health.last_error ? (
          <span className="two-lines">
            <span className="err-cell trunc" title={account.health.last_error}>
              {account.health.last_error}
            </span>
            <span className="sub">
              <Ago at={account.health.last_error_at} />
            </span>
          </span>
        ) : (
          <span className="dim">{t('none')}</span>
        ),
    },
    { id: 'token', head: t('admin-accounts:list.token'), sortBy: (account) => account.token_state, cell: (account) => <TokenWords state={account.token_state} /> },
    {
      id: 'entry',
      head: t('admin-accounts:list.entry'),
      sortBy: (account) => entryOf(account)?.name ?? '',
      cell: (account) => <span className={entryOf(account) ? 'mut' : 'dim'}>{entryOf(account)?.name ?? t('none')}</span>,
    },
    { id: 'actions', head: t('admin:list.actionsHead'), headHidden: true, numeric: true, cell: menu },
  ];
  const filtered = Boolean(filter.q ?? filter.type ?? filter.status);
  return (
    <EntityList
      label={t('admin:nav.accounts')}
      source={source}
      columns={columns}
      rowKey={({ id }) => id}
      sort={{ column: 'name', descending: false }}
      matches={(account) =>
        (!filter.type || account.channel === filter.type) &&
        (!filter.status || account.status === filter.status) &&
        finds(filter.q ?? '', account.name, account.settings.page_username, account.settings.page_id)
      }
      filtered={filtered}
      onClearFilters={() => onFilter({})}
      count={(rows) => t('admin-accounts:list.count', { count: rows })}
      errorTitle={t('admin-accounts:list.error')}
      empty={empty}
      tools={
        <>
          <SearchField
            label={t('admin-accounts:list.find')}
            placeholder={t('admin-accounts:list.find')}
            value={filter.q ?? ''}
            onChange={(event) => onFilter({ ...filter, q: event.target.value || undefined })}
          />
          <FilterMenu
            label={t('admin-accounts:field.type')}
            options={channels.map(({ id, label }) => ({ id, label }))}
            selected={filter.type}
            onSelect={(type) => onFilter({ ...filter, type })}
          />
          <FilterMenu
            label={t('admin-accounts:list.status')}
            options={STATUSES.map((id) => ({ id, label: t(STATUS[id].word) }))}
            selected={filter.status}
            onSelect={(status) => onFilter({ ...filter, status })}
          />
        </>
      }
    />
  );
}
