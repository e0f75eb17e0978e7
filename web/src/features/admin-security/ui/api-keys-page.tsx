import { useState } from 'react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { apiKeysQuery } from '@/features/admin-common/api/api-keys';
import { EntityList, type ListColumn } from '@/features/admin-common/page/entity-list';
import { PageHead } from '@/features/admin-common/page/page-head';
import { Ago } from '@/features/admin-common/parts/ago';
import { ConfirmLoss } from '@/features/admin-common/parts/confirm-loss';
import type { ApiKeyView } from '@/shared/api/schema';
import { useLanguage, useT } from '@/shared/i18n/t';
import { shortDay } from '@/shared/lib/times';
import { useNow } from '@/shared/lib/use-now';
import { Button, IconButton } from '@/shared/ui/button/button';
import { Icon } from '@/shared/ui/icon/icon';
import { EmptyState } from '@/shared/ui/states/states';
import { toast } from '@/shared/ui/toast/toasts';
import { deleteApiKey } from '../api/api-keys';
import { NewKeyDialog } from './new-key-dialog';

/** *Security > API keys*. */
export function ApiKeysPage() {
  const t = useT();
  const queries = useQueryClient();
  const keys = useQuery(apiKeysQuery);
  const [adding, setAdding] = useState(false);
  const [deleting, setDeleting] = useState<ApiKeyView>();
  const columns: ListColumn<ApiKeyView>[] = [
    {
      id: 'name',
      head: t('admin-security:key.name'),
      sortBy: (key) => key.name,
      cell: (key) => (
        <span className="two-lines">
          <span className="m">{key.name}</span>
          <span className="sub mono" dir="ltr">{`pk_…${key.hint}`}</span>
        </span>
      ),
    },
    {
      id: 'scopes',
      head: t('admin-security:key.scopes'),
      cell: (key) => <span className="mut">{key.scopes.map((scope) => t(`admin-security:scope.${scope}`)).join(', ')}</span>,
    },
    { id: 'created', head: t('admin-security:key.created'), sortBy: (key) => -key.created_at, cell: (key) => <Ago at={key.created_at} /> },
    { id: 'used', head: t('admin-security:key.used'), sortBy: (key) => -(key.last_used_at ?? 0), cell: (key) => <Ago at={key.last_used_at} /> },
    { id: 'expires', head: t('admin-security:key.expires'), sortBy: (key) => key.expires_at ?? Infinity, cell: (key) => <Expiry at={key.expires_at} /> },
    {
      id: 'actions',
      head: t('admin:list.actionsHead'),
      headHidden: true,
      numeric: true,
      cell: (key) => <IconButton icon="trash" size="s" label={t('admin-security:key.deleteOf', { name: key.name })} onClick={() => setDeleting(key)} />,
    },
  ];
  return (
    <div className="adm-in">
      <PageHead
        title={t('admin:nav.apiKeys')}
        text={t('admin-security:key.text')}
        actions={
          <Button variant="primary" icon="plus" onClick={() => setAdding(true)}>
            {t('admin-security:key.new')}
          </Button>
        }
      />
      <EntityList
        label={t('admin:nav.apiKeys')}
        source={keys}
        columns={columns}
        rowKey={({ id }) => id}
        sort={{ column: 'name', descending: false }}
        matches={() => true}
        filtered={false}
        onClearFilters={() => undefined}
        count={(rows) => t('admin-security:key.count', { count: rows })}
        errorTitle={t('admin-security:key.error')}
        empty={
          <EmptyState
            icon="key"
            title={t('admin-security:key.empty')}
            text={t('admin-security:key.emptyText')}
            action={
              <Button icon="plus" onClick={() => setAdding(true)}>
                {t('admin-security:key.new')}
              </Button>
            }
          />
        }
      />
      {adding && <NewKeyDialog onClose={() => setAdding(false)} />}
      {deleting && (
        <ConfirmLoss
          title={t('admin-security:key.deleteTitle', { name: deleting.name })}
          text={t('admin-security:key.deleteText')}
          keep={t('admin-security:key.deleteKeep')}
          go={t('admin-security:key.deleteGo')}
          onClose={() => setDeleting(undefined)}
          onGo={async () => {
            await deleteApiKey(deleting.id);
            queries.setQueryData(apiKeysQuery.queryKey, (all) => all?.filter(({ id }) => id !== deleting.id));
            toast(t('admin-security:key.deleted', { name: deleting.name }));
          }}
        />
      )}
    </div>
  );
}

function Expiry({ at }: { at: number | null | undefined }) {
  const t = useT();
  const language = useLanguage();
  const now = useNow();
  if (at == null) return <span className="mut">{t('admin-security:key.never')}</span>;
  if (at > now) return <span className="num">{shortDay(at, language)}</span>;
  return (
    <span className="cell t-danger m">
      <Icon name="clock" />
      {t('admin-security:key.expired', { day: shortDay(at, language) })}
    </span>
  );
}
