import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { errorDetails, errorWords } from '@/shared/api/error-words';
import { meQuery } from '@/shared/api/me';
import type { SecondFactorView } from '@/shared/api/schema';
import { useLanguage, useT } from '@/shared/i18n/t';
import { shortMoment } from '@/shared/lib/times';
import { useNow } from '@/shared/lib/use-now';
import { Chip } from '@/shared/ui/badge/badge';
import { Button } from '@/shared/ui/button/button';
import { Confirm } from '@/shared/ui/dialog/confirm';
import { SkeletonRows } from '@/shared/ui/skeleton/skeleton';
import { ErrorState } from '@/shared/ui/states/states';
import { toast } from '@/shared/ui/toast/toasts';
import { removeSecondFactor, renewRecoveryCodes, secondFactorQuery } from '../api/second-factor';
import { CodesDialog, EnrolDialog } from './dialogs';
import './second-factor.css';

/** Below this many, a person is asked to make fresh recovery codes. */
const FEW = 3;

/** One's own second factor: set up, replaced, removed; fresh recovery codes. */
export function SecondFactorSection({ username }: { username: string }) {
  const t = useT();
  const factor = useQuery(secondFactorQuery);
  return (
    <section className="set-sec" aria-labelledby="second-factor-h">
      <div>
        <h2 id="second-factor-h">{t('account:factor.title')}</h2>
        <p>{t('account:factor.hint')}</p>
      </div>
      {factor.data ? (
        <State factor={factor.data} username={username} />
      ) : factor.error ? (
        <ErrorState title={t('account:factor.error')} text={errorWords(factor.error, t)} details={errorDetails(factor.error, t)} onRetry={() => void factor.refetch()} />
      ) : (
        <SkeletonRows rows={1} label={t('loading')} />
      )}
    </section>
  );
}

function State({ factor, username }: { factor: SecondFactorView; username: string }) {
  const t = useT();
  const now = useNow();
  const language = useLanguage();
  const queries = useQueryClient();
  const [open, setOpen] = useState<'enrol' | 'codes' | 'remove'>();
  const [fresh, setFresh] = useState<readonly string[]>();
  const [busy, setBusy] = useState(false);
  const refresh = async () => {
    await Promise.all([queries.invalidateQueries(secondFactorQuery), queries.invalidateQueries(meQuery), queries.invalidateQueries({ queryKey: ['sessions'] })]);
  };
  const close = () => {
    setOpen(undefined);
    setFresh(undefined);
    void refresh();
  };
  const run = async (work: () => Promise<void>) => {
    setBusy(true);
    try {
      await work();
    } catch (error) {
      toast(errorWords(error, t), { icon: 'alert' });
    } finally {
      setBusy(false);
    }
  };
  const renew = () =>
    run(async () => {
      setFresh((await renewRecoveryCodes()).codes);
      setOpen('codes');
    });
  const remove = () =>
    run(async () => {
      await removeSecondFactor();
      toast(t('account:factor.removed'));
    });
  return (
    <div className="settings-list">
      {factor.enrolled_at == null ? (
        <>
          <p className="mut">{t('account:factor.off')}</p>
          <p className="factor-acts">
            <Button onClick={() => setOpen('enrol')}>{t('account:factor.setUp')}</Button>
          </p>
        </>
      ) : (
        <>
          <p className="settings-row">
            <span className="settings-words">
              <span className="m">{t('account:factor.app')}</span>
              <span className="meta">
                {t('account:factor.line', { since: shortMoment(factor.enrolled_at, now, language) })} {t('account:factor.left', { count: factor.recovery_codes_left })}
              </span>
            </span>
            <Chip tone={factor.recovery_codes_left < FEW ? 'warn' : 'ok'}>{t(factor.recovery_codes_left < FEW ? 'account:factor.few' : 'account:factor.on')}</Chip>
          </p>
          <p className="factor-acts">
            <Button onClick={() => setOpen('enrol')}>{t('account:factor.replace')}</Button>
            <Button busy={busy} onClick={() => void renew()}>
              {t('account:factor.renewCodes')}
            </Button>
            <Button offReason={factor.required ? t('account:factor.required') : undefined} onClick={() => setOpen('remove')}>
              {t('account:factor.remove')}
            </Button>
          </p>
        </>
      )}
      {open === 'enrol' && <EnrolDialog username={username} onClose={close} />}
      {open === 'codes' && fresh && <CodesDialog codes={fresh} username={username} onClose={close} />}
      {open === 'remove' && (
        <Confirm
          title={t('account:factor.removeTitle')}
          text={t('account:factor.removeText')}
          keep={t('account:factor.removeKeep')}
          go={t('account:factor.remove')}
          danger
          onClose={close}
          onGo={remove}
        />
      )}
    </div>
  );
}
