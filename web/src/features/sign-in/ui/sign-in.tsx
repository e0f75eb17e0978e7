import { useQuery } from '@tanstack/react-query';
import { useState, type SyntheticEvent } from 'react';
import { useT } from '@/shared/i18n/t';
import type { DemoUser, Me } from '@/shared/api/schema';
import { Avatar } from '@/shared/ui/avatar/avatar';
import { Banner } from '@/shared/ui/banner/banner';
import { Button } from '@/shared/ui/button/button';
import { Door } from '@/shared/ui/door/door';
import { TextField } from '@/shared/ui/field/field';
import { SecretField } from '@/shared/ui/field/secret-field';
import { EmptyState } from '@/shared/ui/states/states';
import { owesCode, signIn } from '../api/sign-in';
import { signInOptionsQuery } from '../api/sign-in-options';
import { CodeForm } from './code-form';
import { SignInProblem } from './sign-in-problem';
import './sign-in.css';

interface SignInProps {
  why?: 'expired' | 'signed-out' | undefined;
  onSignedIn: (me: Me) => void;
}

/** The sign-in page. */
export function SignIn({ why, onSignedIn }: SignInProps) {
  const t = useT();
  const options = useQuery(signInOptionsQuery);
  const [owes, setOwes] = useState(false);
  const [lapsed, setLapsed] = useState<unknown>();
  if (options.data?.setup_required) {
    return (
      <Door title={t('signIn.title')}>
        <EmptyState icon="key" title={t('signIn.setUpFirst')} text={t('signIn.setUpFirstText')} />
      </Door>
    );
  }
  if (owes) {
    return (
      <CodeForm
        onSignedIn={onSignedIn}
        onBack={(error) => {
          setLapsed(error);
          setOwes(false);
        }}
      />
    );
  }
  return (
    <SignInForm
      why={why}
      lapsed={lapsed}
      onCodeOwed={() => setOwes(true)}
      tenantRequired={options.data?.tenant_required ?? false}
      demoUsers={options.data?.demo_users ?? []}
      onSignedIn={onSignedIn}
    />
  );
}

interface FormProps extends SignInProps {
  tenantRequired: boolean;
  demoUsers: readonly DemoUser[];
  /** Why an earlier try has ended. */
  lapsed?: unknown;
  onCodeOwed: () => void;
}

interface Missing {
  tenant?: boolean;
  username?: boolean;
  password?: boolean;
}

/** The form; says what is wrong without blame, and never which of name and password it was. */
export function SignInForm({ why, tenantRequired, demoUsers, lapsed, onCodeOwed, onSignedIn }: FormProps) {
  const t = useT();
  const [form, setForm] = useState({ tenant: '', username: '', password: '' });
  const [missing, setMissing] = useState<Missing>({});
  const [error, setError] = useState<unknown>(lapsed);
  const [busy, setBusy] = useState(false);
  const set = (key: keyof typeof form) => (event: { target: { value: string } }) => {
    setForm({ ...form, [key]: event.target.value });
    setMissing({ ...missing, [key]: false });
  };
  const submit = async (event: SyntheticEvent) => {
    event.preventDefault();
    const lacks = { tenant: tenantRequired && !form.tenant.trim(), username: !form.username.trim(), password: !form.password };
    setMissing(lacks);
    if (busy || lacks.tenant || lacks.username || lacks.password) return;
    setBusy(true);
    setError(undefined);
    try {
      const answer = await signIn({ username: form.username.trim(), password: form.password, tenant: tenantRequired ? form.tenant.trim() : null });
      if (owesCode(answer)) onCodeOwed();
      else onSignedIn(answer);
    } catch (caught) {
      setError(caught);
    } finally {
      setBusy(false);
    }
  };
  return (
    <Door title={t('signIn.title')}>
      {error !== undefined ? (
        <Banner tone="danger" role="alert">
          <SignInProblem error={error} />
        </Banner>
      ) : (
        why && <Banner role="status">{t(why === 'expired' ? 'signIn.expired' : 'signIn.ended')}</Banner>
      )}
      {demoUsers.length > 0 && <DemoUsers users={demoUsers} chosen={form.username} onChoose={(username) => setForm({ ...form, username })} />}
      <form onSubmit={(event) => void submit(event)} noValidate>
        {tenantRequired && (
          <TextField label={t('signIn.tenant')} hint={t('signIn.tenantHint')} value={form.tenant} onChange={set('tenant')} autoCapitalize="off" spellCheck={false} autoComplete="organization" error={missing.tenant ? t('setUp.missing') : undefined} />
        )}
        <TextField label={t('signIn.username')} value={form.username} onChange={set('username')} dir="ltr" autoCapitalize="off" spellCheck={false} autoComplete="username" autoFocus error={missing.username ? t('signIn.missingUser') : undefined} />
        <SecretField label={t('signIn.password')} value={form.password} onChange={set('password')} autoComplete="current-password" error={missing.password ? t('signIn.missingPassword') : undefined} />
        <Button type="submit" variant="primary" size="l" busy={busy}>
          {t('signIn.submit')}
        </Button>
      </form>
    </Door>
  );
}

interface DemoProps {
  users: readonly DemoUser[];
  chosen: string;
  onChoose: (username: string) => void;
}

function DemoUsers({ users, chosen, onChoose }: DemoProps) {
  const t = useT();
  return (
    <section className="demo" aria-label={t('signIn.demo')}>
      <p className="meta">{t('signIn.demo')}</p>
      <ul>
        {users.map((user) => (
          <li key={user.username}>
            <button type="button" className="demo-user" aria-pressed={user.username === chosen} onClick={() => onChoose(user.username)}>
              <Avatar name={user.name} size="s" />
              <span className="demo-words">
                <span className="m">{user.name}</span>
                <span className="meta">{user.role}</span>
              </span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
