import { useQuery } from '@tanstack/react-query';
import { useState, type SyntheticEvent } from 'react';
import { ApiError, fieldError } from '@/shared/api/errors';
import { errorDetails, errorWords } from '@/shared/api/error-words';
import type { Enrolment as EnrolmentData } from '@/shared/api/schema';
import { useT } from '@/shared/i18n/t';
import { Button } from '@/shared/ui/button/button';
import { CopyButton } from '@/shared/ui/copy-button/copy-button';
import { CodeField } from '@/shared/ui/field/code-field';
import { SkeletonRows } from '@/shared/ui/skeleton/skeleton';
import { ErrorState } from '@/shared/ui/states/states';
import { enrolmentQuery, finishEnrolment } from '../api/second-factor';
import { qrPath } from '../model/qr-path';
import './second-factor.css';

interface EnrolmentProps {
  /** The app is in force; these recovery codes are shown this once. */
  onEnrolled: (codes: readonly string[]) => void;
}

/** Puts an authenticator app in force: QR code, secret to type, first code. */
export function Enrolment({ onEnrolled }: EnrolmentProps) {
  const t = useT();
  const enrolment = useQuery(enrolmentQuery);
  const again = () => void enrolment.refetch();
  if (enrolment.error) {
    return <ErrorState title={t('account:enrol.failed')} text={errorWords(enrolment.error, t)} details={errorDetails(enrolment.error, t)} onRetry={again} />;
  }
  if (!enrolment.data) return <SkeletonRows rows={4} label={t('loading')} />;
  return <Steps key={enrolment.data.secret} enrolment={enrolment.data} onEnrolled={onEnrolled} onAgain={again} />;
}

interface StepsProps extends EnrolmentProps {
  enrolment: EnrolmentData;
  onAgain: () => void;
}

function Steps({ enrolment, onEnrolled, onAgain }: StepsProps) {
  const t = useT();
  const [code, setCode] = useState('');
  const [error, setError] = useState<unknown>();
  const [busy, setBusy] = useState(false);
  const submit = async (event: SyntheticEvent) => {
    event.preventDefault();
    if (busy || !code.trim()) return;
    setBusy(true);
    setError(undefined);
    try {
      onEnrolled((await finishEnrolment(code)).codes);
    } catch (caught) {
      setError(caught);
    } finally {
      setBusy(false);
    }
  };
  const over = error instanceof ApiError && error.code === 'enrolment_over';
  return (
    <div className="enrol">
      <ol className="mut">
        <li>{t('account:enrol.one')}</li>
        <li>{t('account:enrol.two')}</li>
        <li>{t('account:enrol.three')}</li>
      </ol>
      <Qr text={enrolment.uri} />
      <details>
        <summary>{t('account:enrol.byHand')}</summary>
        <div className="enrol-secret">
          <code dir="ltr">{inGroups(enrolment.secret)}</code>
          <CopyButton size="s" text={enrolment.secret} what={t('account:enrol.secret')} />
        </div>
      </details>
      <form noValidate onSubmit={(event) => void submit(event)}>
        <CodeField label={t('code.label')} hint={t('code.hint')} autoFocus value={code} error={fieldError(error, 'code')} onChange={setCode} />
        {error !== undefined && !fieldError(error, 'code') && (
          <p className="t-danger" role="alert">
            {errorWords(error, t)}
          </p>
        )}
        {over ? (
          <Button variant="primary" size="l" onClick={onAgain}>
            {t('account:enrol.again')}
          </Button>
        ) : (
          <Button variant="primary" size="l" type="submit" busy={busy}>
            {t('account:enrol.finish')}
          </Button>
        )}
      </form>
    </div>
  );
}

/** A secret as people type it. */
const inGroups = (secret: string): string => secret.match(/.{1,4}/g)?.join(' ') ?? secret;

function Qr({ text }: { text: string }) {
  const t = useT();
  const { size, d } = qrPath(text);
  return (
    <svg className="qr" viewBox={`0 0 ${size} ${size}`} role="img" aria-label={t('account:enrol.qr')} shapeRendering="crispEdges">
      <path d={d} />
    </svg>
  );
}
