import { useState } from 'react';
import { useQueryClient } from '@tanstack/react-query';
import { keepUser } from '@/features/admin-common/api/users';
import { ConfirmLoss } from '@/features/admin-common/parts/confirm-loss';
import { useToggle } from '@/features/admin-common/parts/use-toggle';
import { useMe } from '@/shared/api/me';
import type { UserView } from '@/shared/api/schema';
import { useT } from '@/shared/i18n/t';
import { Button } from '@/shared/ui/button/button';
import { toast } from '@/shared/ui/toast/toasts';
import { changeUser, resetSecondFactor } from '../api/save-user';
import { PasswordDialog } from './password-dialog';

/** What can be done with a user besides editing: a new password, disabling. */
export function UserActions({ user }: { user: UserView }) {
  const t = useT();
  const me = useMe();
  const queries = useQueryClient();
  const [open, setOpen] = useState<'password' | 'disable' | 'factor'>();
  const change = async (disabled: boolean): Promise<UserView> => {
    const saved = await changeUser(user.id, { disabled });
    keepUser(queries, saved);
    return saved;
  };
  const { busy, toggle } = useToggle(change);
  return (
    <>
      <Button icon="key" onClick={() => setOpen('password')}>
        {t('admin-people:user.newPassword')}
      </Button>
      {user.second_factor && user.id !== me.user_id && (
        <Button icon="shield" onClick={() => setOpen('factor')}>
          {t('admin-people:user.resetFactor')}
        </Button>
      )}
      {user.disabled ? (
        <Button busy={busy} onClick={() => toggle(false)}>
          {t('admin:list.enable')}
        </Button>
      ) : (
        <Button offReason={user.id === me.user_id ? t('admin-people:user.notYourself') : undefined} onClick={() => setOpen('disable')}>
          {t('admin:list.disable')}
        </Button>
      )}
      {open === 'disable' && (
        <ConfirmLoss
          title={t('admin-people:user.disableTitle', { name: user.name })}
          text={t('admin-people:user.disableText')}
          keep={t('admin-people:user.disableKeep')}
          go={t('admin:list.disable')}
          onClose={() => setOpen(undefined)}
          onGo={async () => {
            await change(true);
            toast(t('admin:list.disabledDone', { name: user.name }));
          }}
        />
      )}
      {open === 'factor' && (
        <ConfirmLoss
          title={t('admin-people:user.resetFactorTitle', { name: user.name })}
          text={t('admin-people:user.resetFactorText')}
          keep={t('admin-people:user.resetFactorKeep')}
          go={t('admin-people:user.resetFactor')}
          onClose={() => setOpen(undefined)}
          onGo={async () => {
            await resetSecondFactor(user.id);
            keepUser(queries, { ...user, second_factor: false });
            toast(t('admin-people:user.resetFactorDone', { name: user.name }));
          }}
        />
      )}
      {open === 'password' && (
        <PasswordDialog
          user={user}
          onClose={() => setOpen(undefined)}
          onSet={async (password) => {
            keepUser(queries, await changeUser(user.id, { password }));
            toast(t('admin-people:user.passwordSet', { name: user.name }));
          }}
        />
      )}
    </>
  );
}
