import { RowMenu } from '@/features/admin-common/parts/row-menu';
import type { AccountView } from '@/shared/api/schema';
import { useNavigate } from '@tanstack/react-router';
import { useT } from '@/shared/i18n/t';
import { useAccountActions } from './use-account-actions';

/** What can be done with an account from the list. */
export function AccountRowMenu({ account }: { account: AccountView }) {
  const t = useT();
  const navigate = useNavigate();
  const actions = useAccountActions(account);
  return (
    <>
      <RowMenu
        name={account.name}
        entries={[
          {
            kind: 'item',
            id: 'open',
            icon: 'pencil',
            label: t('admin:list.open'),
            perform: () => void navigate({ to: '/admin/accounts/$accountId', params: { accountId: account.id } }),
          },
          {
            kind: 'item',
            id: 'switch',
            icon: account.enabled ? 'ring' : 'ok',
            label: account.enabled ? t('admin-accounts:switchOff') : t('admin-accounts:switchOn'),
            perform: actions.toggle,
          },
          ...actions.menu,
        ]}
      />
      {actions.dialog}
    </>
  );
}
