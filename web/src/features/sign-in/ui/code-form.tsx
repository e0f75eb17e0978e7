import { useState, type SyntheticEvent } from 'react';
import { ApiError, fieldError } from '@/shared/api/errors';
import type { Me } from '@/shared/api/schema';
import { useT } from '@/shared/i18n/t';
import { Banner } from '@/shared/ui/banner/banner';
import { Button } from '@/shared/ui/button/button';
import { Door } from '@/shared/ui/door/door';
import { CodeField } from '@/shared/ui/field/code-field';
import { giveCode } from '../api/sign-in';
import { SignInProblem } from './sign-in-problem';

interface CodeFormProps {
  onSignedIn: (me: Me) => void;
  /** Back to name and password; with why, when the server wants it. */
  onBack: (error?: unknown) => void;
}

/** The second step: a code of the authenticator app, or a recovery code. */
export function CodeForm({ onSignedIn, onBack }: CodeFormProps) {
  const t = useT();
  const [recovery, setRecovery] = useState(false);
  const [code, setCode] = useState('');
  const [missing, setMissing] = useState(false);
  const [error, setError] = useState<unknown>();
  const [busy, setBusy] = useState(false);
  const submit = async (event: SyntheticEvent) => {
    event.preventDefault();
    setMissing(!code.trim());
    if (busy || !code.trim()) return;
    setBusy(true);
    setError(undefined);
    try {
      onSignedIn(await giveCode(code));
    } catch (caught) {
      if (caught instanceof ApiError && caught.status === 401) {
        onBack(caught);
        return;
      }
      setError(caught);
      setCode('');
    } finally {
      setBusy(false);
    }
  };
  const fault = missing ? t('code.missing') : fieldError(error, 'code');
  return (
    <Door title={t('code.title')} text={t(recovery ? 'code.recoveryText' : 'code.text')}>
      {error !== undefined && fieldError(error, 'code') === undefined && (
        <Banner tone="danger" role="alert">
          <SignInProblem error={error} />
        </Banner>
      )}
      <form onSubmit={(event) => void submit(event)} noValidate>
        <CodeField
          key={recovery ? 'recovery' : 'app'}
          label={t(recovery ? 'code.recoveryLabel' : 'code.label')}
          hint={t(recovery ? 'code.recoveryHint' : 'code.hint')}
          recovery={recovery}
          autoFocus
          value={code}
          error={fault}
          onChange={(typed) => {
            setCode(typed);
            setMissing(false);
          }}
        />
        <Button type="submit" variant="primary" size="l" busy={busy}>
          {t('signIn.submit')}
        </Button>
        <div className="code-other">
          <Button
            variant="quiet"
            onClick={() => {
              setRecovery(!recovery);
              setCode('');
              setError(undefined);
            }}
          >
            {t(recovery ? 'code.useApp' : 'code.useRecovery')}
          </Button>
          <Button variant="quiet" onClick={() => onBack()}>
            {t('code.back')}
          </Button>
        </div>
      </form>
    </Door>
  );
}
