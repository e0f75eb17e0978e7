import { useState, type ReactNode } from 'react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { accountQuery, accountsQuery, keepAccount } from '@/features/admin-common/api/accounts';
import { channelsQuery } from '@/features/admin-common/api/channels';
import { errorWords } from '@/shared/api/error-words';
import type { AccountView } from '@/shared/api/schema';
import { useT } from '@/shared/i18n/t';
import type { MenuEntry } from '@/shared/ui/menu/menu';
import { toast } from '@/shared/ui/toast/toasts';
import { changeAccount } from '../api/change-account';
import { deleteAccount } from '../api/delete-account';
import { DeleteAccount } from './delete-account';

interface AccountActions {
  switching: boolean;
  toggle: () => void;
  menu: readonly MenuEntry[];
  /** Asks before deleting. */
  dialog: ReactNode;
}

/** What can be done with an account besides editing it: switch off and on, delete, look at what was parked. */
export const useAccountActions = (account: AccountView | undefined): AccountActions => {
  const t = useT();
  const queries = useQueryClient();
  const navigate = useNavigate();
  const [switching, setSwitching] = useState(false);
  const [deleting, setDeleting] = useState(false);
  const channel = useQuery(channelsQuery).data?.find(({ id }) => id === account?.channel);
  if (!account) return { switching: false, toggle: () => undefined, menu: [], dialog: null };

  const switchTo = async (enabled: boolean, undo: boolean): Promise<void> => {
    setSwitching(true);
    try {
      keepAccount(queries, await changeAccount(account.id, { enabled }));
      const words = enabled ? t('admin-accounts:switchedOn', { name: account.name }) : t('admin-accounts:switchedOff', { name: account.name });
      toast(words, undo ? { action: { label: t('admin:undo'), run: () => void switchTo(!enabled, false) } } : {});
    } catch (error) {
      toast(errorWords(error, t), { icon: 'alert' });
    } finally {
      setSwitching(false);
    }
  };

  const remove = async () => {
    await deleteAccount(account.id);
    queries.setQueryData(accountsQuery.queryKey, (all) => all?.filter(({ id }) => id !== account.id));
    await navigate({ to: '/admin/accounts', ignoreBlocker: true });
    queries.removeQueries({ queryKey: accountQuery(account.id).queryKey });
    toast(t('admin-accounts:delete.done', { name: account.name }));
  };

  const guide: MenuEntry = {
    kind: 'item',
    id: 'set-up',
    icon: 'ok',
    label: t('admin-set-up:guide'),
    perform: () => void navigate({ to: '/admin/accounts/$accountId/set-up', params: { accountId: account.id } }),
  };

  return {
    switching,
    toggle: () => void switchTo(!account.enabled, true),
    menu: [
      {
        kind: 'item',
        id: 'parked',
        icon: 'inbox',
        label: t('admin-accounts:parked.title'),
        end: account.health.parked,
        perform: () => void navigate({ to: '/admin/accounts/$accountId/parked', params: { accountId: account.id } }),
      },
      ...(channel?.capabilities.set_up_guide ? [guide] : []),
      { kind: 'line', id: 'line' },
      { kind: 'item', id: 'delete', icon: 'trash', danger: true, label: t('admin-accounts:delete.button'), perform: () => setDeleting(true) },
    ],
    dialog: deleting && <DeleteAccount account={account} onClose={() => setDeleting(false)} onDelete={remove} />,
  };
};
