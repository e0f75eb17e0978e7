import { useState } from 'react';
import { serverFieldErrors } from '@/features/admin-common/form/field-errors';
import { errorWords } from '@/shared/api/error-words';
import type { UserView } from '@/shared/api/schema';
import { useT } from '@/shared/i18n/t';
import { Button } from '@/shared/ui/button/button';
import { Dialog } from '@/shared/ui/dialog/dialog';
import { SecretField } from '@/shared/ui/field/secret-field';
import { PASSWORD, passwordFault } from '../model/draft';

interface PasswordDialogProps {
  user: UserView;
  onClose: () => void;
  onSet: (password: string) => Promise<void>;
}

/** Gives a user a new password; their sessions end. */
export function PasswordDialog({ user, onClose, onSet }: PasswordDialogProps) {
  const t = useT();
  const [password, setPassword] = useState('');
  const [error, setError] = useState<string>();
  const [busy, setBusy] = useState(false);
  const submit = async () => {
    const fault = passwordFault(password, t);
    setError(fault);
    if (fault) return;
    setBusy(true);
    try {
      await onSet(password);
      onClose();
    } catch (refusal) {
      setError(serverFieldErrors(refusal).password ?? errorWords(refusal, t));
    } finally {
      setBusy(false);
    }
  };
  return (
    <Dialog
      title={t('admin-people:user.passwordTitle', { name: user.name })}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>{t('form.cancel')}</Button>
          <Button variant="primary" type="submit" form="new-password" busy={busy}>
            {t('admin-people:user.passwordSetButton')}
          </Button>
        </>
      }
    >
      <form
        id="new-password"
        className="dialog-form"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void submit();
        }}
      >
        <input type="hidden" name="username" autoComplete="username" value={user.username} readOnly />
        <p className="mut">{t('admin-people:user.passwordText')}</p>
        <SecretField
          label={t('admin-people:user.password')}
          hint={t('admin-people:user.passwordHint', PASSWORD)}
          error={error}
          autoComplete="new-password"
          data-autofocus
          value={password}
          onChange={(event) => {
            setPassword(event.target.value);
            setError(undefined);
          }}
        />
      </form>
    </Dialog>
  );
}
