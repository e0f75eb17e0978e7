import { useQueryClient } from '@tanstack/react-query';
import { useState, type SyntheticEvent } from 'react';
import { api, take } from '@/shared/api/client';
import { fieldError } from '@/shared/api/errors';
import { errorWords } from '@/shared/api/error-words';
import { meQuery } from '@/shared/api/me';
import { endProof } from '@/shared/api/sudo';
import { useT } from '@/shared/i18n/t';
import { Button } from '@/shared/ui/button/button';
import { Dialog } from '@/shared/ui/dialog/dialog';
import { CodeField } from '@/shared/ui/field/code-field';
import { SecretField } from '@/shared/ui/field/secret-field';

const FORM = 'confirm-identity';

/** Asks for the password, and for a code where a second factor is enrolled; what waited goes on afterwards. */
export function ConfirmIdentity() {
  const t = useT();
  const me = useQueryClient().getQueryData(meQuery.queryKey);
  const [form, setForm] = useState({ password: '', code: '' });
  const [error, setError] = useState<unknown>();
  const [busy, setBusy] = useState(false);
  const codeFault = fieldError(error, 'code');
  const withCode = (me?.second_factor ?? false) || codeFault !== undefined;
  const submit = async (event: SyntheticEvent) => {
    event.preventDefault();
    // React carries events of a dialog to the form that has opened it.
    event.stopPropagation();
    if (busy || !form.password) return;
    setBusy(true);
    setError(undefined);
    try {
      await take(api.POST('/api/v1/session/confirm', { body: { password: form.password, code: withCode ? form.code : null } }));
      endProof(true);
    } catch (caught) {
      setError(caught);
      setBusy(false);
    }
  };
  const general = error !== undefined && !codeFault && !fieldError(error, 'password');
  return (
    <Dialog
      title={t('account:confirm.title')}
      onClose={() => endProof(false)}
      actions={
        <>
          <Button onClick={() => endProof(false)}>{t('form.cancel')}</Button>
          <Button variant="primary" type="submit" form={FORM} busy={busy}>
            {t('account:confirm.go')}
          </Button>
        </>
      }
    >
      <form id={FORM} className="dialog-form" noValidate onSubmit={(event) => void submit(event)}>
        <p className="mut">{t('account:confirm.text')}</p>
        <input type="hidden" name="username" autoComplete="username" value={me?.username ?? ''} readOnly />
        <SecretField
          label={t('signIn.password')}
          autoComplete="current-password"
          data-autofocus
          value={form.password}
          error={fieldError(error, 'password')}
          onChange={(event) => setForm({ ...form, password: event.target.value })}
        />
        {withCode && <CodeField label={t('code.label')} hint={t('account:confirm.codeHint')} recovery value={form.code} error={codeFault} onChange={(code) => setForm({ ...form, code })} />}
        {general && (
          <p className="t-danger" role="alert">
            {errorWords(error, t)}
          </p>
        )}
      </form>
    </Dialog>
  );
}
