import { useQueryClient } from '@tanstack/react-query';
import { useState, type SyntheticEvent } from 'react';
import { fieldError } from '@/shared/api/errors';
import { errorWords } from '@/shared/api/error-words';
import { useT } from '@/shared/i18n/t';
import { Button } from '@/shared/ui/button/button';
import { SecretField } from '@/shared/ui/field/secret-field';
import { toast } from '@/shared/ui/toast/toasts';
import { changePassword, sessionsQuery } from '../api/account';

/** Changes the own password. */
export function PasswordForm() {
  const t = useT();
  const queries = useQueryClient();
  const [form, setForm] = useState({ current: '', next: '' });
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>();
  const save = async (event: SyntheticEvent) => {
    event.preventDefault();
    if (!form.current || !form.next || busy) return;
    setBusy(true);
    setError(undefined);
    try {
      await changePassword({ current: form.current, new: form.next });
      setForm({ current: '', next: '' });
      toast(t('desk:settings.passwordChanged'));
      await queries.invalidateQueries(sessionsQuery);
    } catch (caught) {
      setError(caught);
    } finally {
      setBusy(false);
    }
  };
  const general = error !== undefined && !fieldError(error, 'new') && !fieldError(error, 'current');
  return (
    <form className="set-sec" onSubmit={(event) => void save(event)} noValidate>
      <div>
        <h2>{t('signIn.password')}</h2>
        <p>{t('desk:settings.passwordHint')}</p>
      </div>
      <div className="settings-list">
        <SecretField label={t('desk:settings.passwordNow')} autoComplete="current-password" value={form.current} error={fieldError(error, 'current')} onChange={(event) => setForm({ ...form, current: event.target.value })} />
        <SecretField label={t('desk:settings.passwordNew')} hint={t('setUp.passwordHint')} autoComplete="new-password" value={form.next} error={fieldError(error, 'new')} onChange={(event) => setForm({ ...form, next: event.target.value })} />
        {general && (
          <p className="t-danger" role="alert">
            {errorWords(error, t)}
          </p>
        )}
        <p>
          <Button type="submit" busy={busy}>
            {t('desk:settings.passwordChange')}
          </Button>
        </p>
      </div>
    </form>
  );
}
