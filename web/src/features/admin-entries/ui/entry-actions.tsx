import { useState } from 'react';
import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { entriesQuery, entryQuery, keepEntry } from '@/features/admin-common/api/entries';
import { ConfirmLoss } from '@/features/admin-common/parts/confirm-loss';
import { RowMenu } from '@/features/admin-common/parts/row-menu';
import { useToggle } from '@/features/admin-common/parts/use-toggle';
import type { EntryView } from '@/shared/api/schema';
import { useT } from '@/shared/i18n/t';
import { Button } from '@/shared/ui/button/button';
import type { MenuEntry } from '@/shared/ui/menu/menu';
import { toast } from '@/shared/ui/toast/toasts';
import { changeEntry, deleteEntry } from '../api/save-entry';

const useEntryActions = (entry: EntryView) => {
  const t = useT();
  const queries = useQueryClient();
  const navigate = useNavigate();
  const [deleting, setDeleting] = useState(false);
  const { busy, toggle } = useToggle(async (disabled) => {
    const saved = await changeEntry(entry.id, { disabled });
    keepEntry(queries, saved);
    return saved;
  });
  const remove: MenuEntry = {
    kind: 'item',
    id: 'delete',
    icon: 'trash',
    danger: true,
    label: t('admin-flow:entry.delete'),
    perform: () => setDeleting(true),
  };
  const dialog = deleting && (
    <ConfirmLoss
      title={t('admin-flow:entry.deleteTitle', { name: entry.name })}
      text={t('admin-flow:entry.deleteText')}
      keep={t('admin-flow:entry.deleteKeep')}
      go={t('admin-flow:entry.deleteGo')}
      onClose={() => setDeleting(false)}
      onGo={async () => {
        await deleteEntry(entry.id);
        queries.setQueryData(entriesQuery.queryKey, (all) => all?.filter(({ id }) => id !== entry.id));
        await navigate({ to: '/admin/entries', ignoreBlocker: true });
        queries.removeQueries({ queryKey: entryQuery(entry.id).queryKey });
        void queries.invalidateQueries({ queryKey: ['admin', 'accounts'] });
        toast(t('admin-flow:entry.deleted', { name: entry.name }));
      }}
    />
  );
  return { busy, toggle, remove, dialog };
};

/** What can be done with an entry from the list. */
export function EntryRowMenu({ entry }: { entry: EntryView }) {
  const t = useT();
  const { toggle, remove, dialog } = useEntryActions(entry);
  return (
    <>
      <RowMenu
        name={entry.name}
        entries={[
          {
            kind: 'item',
            id: 'toggle',
            icon: entry.disabled ? 'ok' : 'ring',
            label: entry.disabled ? t('admin:list.enable') : t('admin:list.disable'),
            perform: () => toggle(!entry.disabled),
          },
          { kind: 'line', id: 'line' },
          remove,
        ]}
      />
      {dialog}
    </>
  );
}

/** What can be done with an entry on its page. */
export function EntryActions({ entry }: { entry: EntryView }) {
  const t = useT();
  const { busy, toggle, remove, dialog } = useEntryActions(entry);
  return (
    <>
      <Button busy={busy} onClick={() => toggle(!entry.disabled)}>
        {entry.disabled ? t('admin:list.enable') : t('admin:list.disable')}
      </Button>
      <RowMenu name={entry.name} entries={[remove]} size="m" />
      {dialog}
    </>
  );
}
