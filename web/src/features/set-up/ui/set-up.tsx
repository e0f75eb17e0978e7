import { useState, type SyntheticEvent } from 'react';
import { useT, type Translate } from '@/shared/i18n/t';
import { ApiError, fieldError } from '@/shared/api/errors';
import { errorWords } from '@/shared/api/error-words';
import type { Me } from '@/shared/api/schema';
import { Banner } from '@/shared/ui/banner/banner';
import { Button } from '@/shared/ui/button/button';
import { Door } from '@/shared/ui/door/door';
import { TextField } from '@/shared/ui/field/field';
import { SecretField } from '@/shared/ui/field/secret-field';
import { EmptyState } from '@/shared/ui/states/states';
import { setUp } from '../api/set-up';
import { setUpFaults, type Fault, type SetUpForm } from '../model/check';

interface SetUpProps {
  token: string | undefined;
  onDone: (me: Me) => void;
  onSignIn: () => void;
}

const faultWords = (fault: Fault | undefined, t: Translate): string | undefined => {
  switch (fault?.kind) {
    case undefined:
      return undefined;
    case 'missing':
      return t('setUp.missing');
    case 'bad-username':
      return t('setUp.badUsername');
    case 'too-short':
      return t('setUp.tooShort', { count: fault.lacking });
    case 'too-long':
      return t('setUp.tooLong');
    case 'differs':
      return t('setUp.differs');
  }
};

/** The names of the fields on the wire. */
const WIRE: Record<keyof SetUpForm, string> = { tenant: 'tenant_name', name: 'name', username: 'username', password: 'password', repeat: '' };

/** The first start: makes the organisation and its administrator. */
export function SetUp({ token, onDone, onSignIn }: SetUpProps) {
  const t = useT();
  const [form, setForm] = useState<SetUpForm>({ tenant: '', name: '', username: '', password: '', repeat: '' });
  const [tried, setTried] = useState(false);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>();
  if (!token) {
    return <Closed title={t('setUp.noToken')} text={t('setUp.noTokenText')} onSignIn={onSignIn} />;
  }
  if (error instanceof ApiError && (error.status === 404 || error.status === 410)) {
    return <Closed title={t('setUp.used')} text={t('setUp.usedText')} onSignIn={onSignIn} />;
  }
  const faults = tried ? setUpFaults(form) : {};
  const submit = async (event: SyntheticEvent) => {
    event.preventDefault();
    setTried(true);
    if (busy || Object.keys(setUpFaults(form)).length > 0) return;
    setBusy(true);
    setError(undefined);
    try {
      onDone(await setUp({ token, tenant_name: form.tenant.trim(), name: form.name.trim(), username: form.username.trim(), password: form.password }));
    } catch (caught) {
      setError(caught);
    } finally {
      setBusy(false);
    }
  };
  const field = (key: keyof SetUpForm) => ({
    value: form[key],
    onChange: (event: { target: { value: string } }) => setForm({ ...form, [key]: event.target.value }),
    error: faultWords(faults[key], t) ?? fieldError(error, WIRE[key]),
  });
  const general = error !== undefined && !(error instanceof ApiError && error.fields.length > 0);
  return (
    <Door title={t('setUp.title')} text={t('setUp.intro')}>
      {general && (
        <Banner tone="danger" role="alert">
          {errorWords(error, t)}
        </Banner>
      )}
      <form onSubmit={(event) => void submit(event)} noValidate>
        <TextField label={t('setUp.tenant')} hint={t('setUp.tenantHint')} autoComplete="organization" autoFocus {...field('tenant')} />
        <TextField label={t('setUp.name')} autoComplete="name" {...field('name')} />
        <TextField label={t('setUp.username')} hint={t('setUp.usernameHint')} autoComplete="username" dir="ltr" autoCapitalize="off" spellCheck={false} {...field('username')} />
        <SecretField label={t('setUp.password')} hint={t('setUp.passwordHint')} autoComplete="new-password" {...field('password')} />
        <SecretField label={t('setUp.repeat')} autoComplete="new-password" {...field('repeat')} />
        <Button type="submit" variant="primary" size="l" busy={busy}>
          {t('setUp.submit')}
        </Button>
      </form>
    </Door>
  );
}

function Closed({ title, text, onSignIn }: { title: string; text: string; onSignIn: () => void }) {
  const t = useT();
  return (
    <Door title={t('setUp.title')}>
      <EmptyState icon="key" title={title} text={text} action={<Button onClick={onSignIn}>{t('setUp.toSignIn')}</Button>} />
    </Door>
  );
}
