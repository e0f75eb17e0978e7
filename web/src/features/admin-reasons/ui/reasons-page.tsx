import { useState } from 'react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { keepReason, reasonsQuery } from '@/features/admin-common/api/reasons';
import { EntityList, type ListColumn } from '@/features/admin-common/page/entity-list';
import { PageHead } from '@/features/admin-common/page/page-head';
import { ActiveState } from '@/features/admin-common/parts/active-state';
import { ToggleMenu } from '@/features/admin-common/parts/toggle-menu';
import type { ReasonView } from '@/shared/api/schema';
import { useT } from '@/shared/i18n/t';
import { Button } from '@/shared/ui/button/button';
import { EmptyState } from '@/shared/ui/states/states';
import { Icon } from '@/shared/ui/icon/icon';
import { changeReason } from '../api/save-reason';
import { ReasonDialog } from './reason-dialog';

/** *Configuration > Not Ready reasons*. */
export function ReasonsPage() {
  const t = useT();
  const queries = useQueryClient();
  const reasons = useQuery(reasonsQuery);
  const [editing, setEditing] = useState<ReasonView | 'new'>();
  const columns: ListColumn<ReasonView>[] = [
    {
      id: 'name',
      head: t('admin-flow:reason.name'),
      sortBy: (reason) => reason.name,
      cell: (reason) => (
        <button type="button" className="row-button" onClick={() => setEditing(reason)}>
          {reason.name}
        </button>
      ),
    },
    {
      id: 'break',
      head: t('admin-flow:reason.counts'),
      sortBy: (reason) => Number(reason.counts_as_break),
      cell: (reason) => (
        <span className="cell">
          <Icon name={reason.counts_as_break ? 'cup' : 'barred'} className="dim" />
          {reason.counts_as_break ? t('admin-flow:reason.break') : t('admin-flow:reason.notReady')}
        </span>
      ),
    },
    {
      id: 'set-by',
      head: t('admin-flow:reason.setBy'),
      sortBy: (reason) => reason.system ?? '',
      cell: (reason) => (
        <span className="mut">{reason.system ? t(`admin-flow:reason.system.${reason.system}`) : t('admin-flow:reason.agents')}</span>
      ),
    },
    { id: 'state', head: t('admin:list.status'), sortBy: (reason) => Number(reason.disabled), cell: (reason) => <ActiveState disabled={reason.disabled} /> },
    {
      id: 'actions',
      head: t('admin:list.actionsHead'),
      headHidden: true,
      numeric: true,
      cell: (reason) => (
        <ToggleMenu
          thing={reason}
          offReason={reason.system ? t('admin-flow:reason.systemStays') : undefined}
          before={[{ kind: 'item', id: 'edit', icon: 'pencil', label: t('admin:list.edit'), perform: () => setEditing(reason) }]}
          change={async (disabled) => {
            const saved = await changeReason(reason.id, { disabled });
            keepReason(queries, saved);
            return saved;
          }}
        />
      ),
    },
  ];
  return (
    <div className="adm-in">
      <PageHead
        title={t('admin:nav.reasons')}
        text={t('admin-flow:reason.text')}
        actions={
          <Button variant="primary" icon="plus" onClick={() => setEditing('new')}>
            {t('admin-flow:reason.new')}
          </Button>
        }
      />
      <EntityList
        label={t('admin:nav.reasons')}
        source={reasons}
        columns={columns}
        rowKey={({ id }) => id}
        matches={() => true}
        filtered={false}
        onClearFilters={() => undefined}
        count={(rows) => t('admin-flow:reason.count', { count: rows })}
        errorTitle={t('admin-flow:reason.error')}
        empty={<EmptyState icon="barred" title={t('admin-flow:reason.empty')} text={t('admin-flow:reason.emptyText')} />}
      />
      {editing && <ReasonDialog reason={editing === 'new' ? undefined : editing} onClose={() => setEditing(undefined)} />}
    </div>
  );
}
