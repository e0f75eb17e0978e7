import { useState } from 'react';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { accountsQuery } from '@/features/admin-common/api/accounts';
import { channelsQuery } from '@/features/admin-common/api/channels';
import { entriesQuery } from '@/features/admin-common/api/entries';
import { PageHead } from '@/features/admin-common/page/page-head';
import { useT } from '@/shared/i18n/t';
import { Button } from '@/shared/ui/button/button';
import { EmptyState } from '@/shared/ui/states/states';
import { AccountList, type AccountFilter } from './account-list';
import { AccountRowMenu } from './account-row-menu';
import { CreateDialog } from './create-dialog';
import { GuideDialog, guided } from './guide-dialog';
import { ProblemBanners } from './problem-banners';

interface AccountsPageProps {
  filter: AccountFilter;
  onFilter: (filter: AccountFilter) => void;
}

/** *Configuration > Integration accounts*. */
export function AccountsPage({ filter, onFilter }: AccountsPageProps) {
  const t = useT();
  const navigate = useNavigate();
  const accounts = useQuery(accountsQuery);
  const channels = useQuery(channelsQuery);
  const entries = useQuery(entriesQuery);
  const [creating, setCreating] = useState(false);
  const [guiding, setGuiding] = useState(false);
  const watched = guided(channels.data ?? []);
  const guide = watched.length > 0 && <Button onClick={() => setGuiding(true)}>{t('admin-set-up:start')}</Button>;
  const create = (
    <Button variant="primary" icon="plus" onClick={() => setCreating(true)}>
      {t('admin-accounts:create.button')}
    </Button>
  );
  return (
    <div className="adm-in">
      <PageHead title={t('admin:nav.accounts')} text={t('admin-accounts:list.text')} actions={<>{guide}{create}</>} />
      <ProblemBanners accounts={accounts.data ?? []} />
      <AccountList
        source={accounts}
        channels={channels.data ?? []}
        entries={entries.data ?? []}
        filter={filter}
        onFilter={onFilter}
        menu={(account) => <AccountRowMenu account={account} />}
        empty={
          <EmptyState
            icon="plug"
            title={t('admin-accounts:list.empty')}
            text={t('admin-accounts:list.emptyText')}
            action={
              guide || (
                <Button icon="plus" onClick={() => setCreating(true)}>
                  {t('admin-accounts:create.button')}
                </Button>
              )
            }
          />
        }
      />
      <p className="page-note">{t('admin-accounts:list.note')}</p>
      {guiding && <GuideDialog channels={watched} onClose={() => setGuiding(false)} />}
      {creating && channels.data && (
        <CreateDialog
          channels={channels.data}
          onClose={() => setCreating(false)}
          onChoose={(channel) => void navigate({ to: '/admin/accounts/new', search: { channel } })}
        />
      )}
    </div>
  );
}
