import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { accountsQuery } from '@/features/admin-common/api/accounts';
import { channelsQuery } from '@/features/admin-common/api/channels';
import { entriesQuery } from '@/features/admin-common/api/entries';
import { servicesQuery } from '@/features/admin-common/api/services';
import { EntityList, type ListColumn } from '@/features/admin-common/page/entity-list';
import { finds } from '@/features/admin-common/page/find';
import { PageHead } from '@/features/admin-common/page/page-head';
import { ActiveState } from '@/features/admin-common/parts/active-state';
import type { EntryView } from '@/shared/api/schema';
import { useT } from '@/shared/i18n/t';
import { buttonClass } from '@/shared/ui/button/button';
import { SearchField } from '@/shared/ui/field/search-field';
import { Icon, iconNamed } from '@/shared/ui/icon/icon';
import { EmptyState } from '@/shared/ui/states/states';
import { EntryRowMenu } from './entry-actions';

interface EntriesPageProps {
  filter: { q?: string | undefined };
  onFilter: (filter: { q?: string | undefined }) => void;
}

/** *Configuration > Scenario entries > Messaging/Chat*. */
export function EntriesPage({ filter, onFilter }: EntriesPageProps) {
  const t = useT();
  const entries = useQuery(entriesQuery);
  const services = useQuery(servicesQuery).data ?? [];
  const accounts = useQuery(accountsQuery).data ?? [];
  const channels = useQuery(channelsQuery).data ?? [];
  const serviceOf = (entry: EntryView) => services.find(({ id }) => id === entry.service_id)?.name;
  const accountsOf = (entry: EntryView) => accounts.filter(({ id }) => entry.account_ids.includes(id));
  const warning = (words: string) => (
    <span className="cell t-warn">
      <Icon name="alert" />
      {words}
    </span>
  );
  const columns: ListColumn<EntryView>[] = [
    {
      id: 'name',
      head: t('admin-flow:entry.name'),
      sortBy: (entry) => entry.name,
      cell: (entry) => (
        <Link className="row-link" to="/admin/entries/$entryId" params={{ entryId: entry.id }}>
          {entry.name}
        </Link>
      ),
    },
    {
      id: 'accounts',
      head: t('admin-flow:entry.accounts'),
      cell: (entry) =>
        accountsOf(entry).length === 0
          ? warning(t('admin-flow:entry.noAccount'))
          : accountsOf(entry).map((account) => (
              <span key={account.id} className="cell entry-account">
                <Icon name={iconNamed(channels.find(({ id }) => id === account.channel)?.icon ?? '', 'chat')} className="dim" />
                {account.name}
              </span>
            )),
    },
    {
      id: 'service',
      head: t('admin-flow:entry.service'),
      sortBy: (entry) => serviceOf(entry) ?? '',
      cell: (entry) => serviceOf(entry) ?? warning(t('admin-flow:entry.noService')),
    },
    { id: 'priority', head: t('admin-flow:entry.priority'), numeric: true, sortBy: (entry) => -entry.priority, cell: (entry) => entry.priority },
    {
      id: 'greeting',
      head: t('admin-flow:entry.greeting'),
      cell: (entry) => (
        <span className="names" title={entry.greeting_text}>
          {entry.greeting_text || t('none')}
        </span>
      ),
    },
    { id: 'state', head: t('admin:list.status'), sortBy: (entry) => Number(entry.disabled), cell: (entry) => <ActiveState disabled={entry.disabled} /> },
    { id: 'actions', head: t('admin:list.actionsHead'), headHidden: true, numeric: true, cell: (entry) => <EntryRowMenu entry={entry} /> },
  ];
  const add = (
    <Link to="/admin/entries/new" className={buttonClass({ variant: 'primary' })}>
      <Icon name="plus" />
      {t('admin-flow:entry.new')}
    </Link>
  );
  return (
    <div className="adm-in">
      <PageHead
        crumb={<span>{t('admin:nav.entries')}</span>}
        crumbEnd={t('admin-flow:entry.kind')}
        title={t('admin-flow:entry.title')}
        text={t('admin-flow:entry.text')}
        actions={add}
      />
      <EntityList
        label={t('admin:nav.entries')}
        source={entries}
        columns={columns}
        rowKey={({ id }) => id}
        sort={{ column: 'name', descending: false }}
        matches={(entry) => finds(filter.q ?? '', entry.name, serviceOf(entry), ...accountsOf(entry).map(({ name }) => name))}
        filtered={Boolean(filter.q)}
        onClearFilters={() => onFilter({})}
        count={(rows) => t('admin-flow:entry.count', { count: rows })}
        errorTitle={t('admin-flow:entry.error')}
        empty={<EmptyState icon="entry" title={t('admin-flow:entry.empty')} text={t('admin-flow:entry.emptyText')} action={add} />}
        tools={
          <SearchField
            label={t('admin-flow:entry.find')}
            placeholder={t('admin-flow:entry.find')}
            value={filter.q ?? ''}
            onChange={(event) => onFilter({ q: event.target.value || undefined })}
          />
        }
      />
    </div>
  );
}
