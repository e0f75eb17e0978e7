import type { AccountView } from '@/shared/api/schema';
import { ConfirmLoss } from '@/features/admin-common/parts/confirm-loss';
import { useT } from '@/shared/i18n/t';

interface DeleteAccountProps {
  account: AccountView;
  onClose: () => void;
  onDelete: () => Promise<void>;
}

/** Asks before an account and its keys are gone for good. */
export function DeleteAccount({ account, onClose, onDelete }: DeleteAccountProps) {
  const t = useT();
  return (
    <ConfirmLoss
      title={t('admin-accounts:delete.title', { name: account.name })}
      text={t('admin-accounts:delete.text')}
      keep={t('admin-accounts:delete.keep')}
      go={t('admin-accounts:delete.go')}
      onClose={onClose}
      onGo={onDelete}
    />
  );
}
