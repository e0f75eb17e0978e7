import type { CheckFix, CheckResult, ConnectionReport } from '@/shared/api/schema';
import { FormSection } from '@/features/admin-common/form/form-section';
import { errorDetails, errorWords } from '@/shared/api/error-words';
import { useLanguage, useT } from '@/shared/i18n/t';
import { timeWithSeconds } from '@/shared/lib/times';
import { Banner } from '@/shared/ui/banner/banner';
import { Button } from '@/shared/ui/button/button';
import { CheckList } from './check-list';

/** What a test is about to tell. */
export interface TestState {
  running: 'test' | 'subscribe' | undefined;
  report: ConnectionReport | undefined;
  /** The server could not even test. */
  failure: unknown;
  /** Values were edited after the test. */
  outdated: boolean;
}

interface TestSectionProps {
  state: TestState;
  subscribeOff: string | undefined;
  onTest: () => void;
  onFix: (fix: CheckFix) => void;
}

const TONES: Record<CheckResult, 'ok' | 'warn' | 'danger' | 'info'> = { ok: 'ok', warning: 'warn', failed: 'danger', skipped: 'info' };

/** *Test Connection* with its report. */
export function TestSection({ state, subscribeOff, onTest, onFix }: TestSectionProps) {
  const t = useT();
  const language = useLanguage();
  const { report, failure, running, outdated } = state;
  const seconds = report && new Intl.NumberFormat(language, { maximumFractionDigits: 1 }).format(Math.max(0.1, report.took_ms / 1000));
  return (
    <FormSection
      title={t('admin-accounts:test.title')}
      text={t('admin-accounts:test.text')}
      aside={
        <>
          <Button icon="reload" busy={running === 'test'} onClick={onTest}>
            {t('admin-accounts:test.run')}
          </Button>
          {report && seconds && (
            <p className="num">{t('admin-accounts:test.took', { time: timeWithSeconds(report.tested_at, language), seconds })}</p>
          )}
        </>
      }
    >
      <div role="status" aria-busy={running !== undefined || undefined}>
        {failure !== undefined && (
          <Banner tone="danger">
            <b>{t('admin-accounts:test.notRun')}</b> {errorWords(failure, t)}
            {errorDetails(failure, t) && <span className="meta"> {errorDetails(failure, t)}</span>}
          </Banner>
        )}
        {failure === undefined && report && (
          <>
            <Banner tone={TONES[report.result]}>
              <Summary text={report.summary} />
              {outdated && <span className="mut"> {t('admin-accounts:test.outdated')}</span>}
            </Banner>
            <CheckList checks={report.checks} subscribeOff={subscribeOff} subscribing={running === 'subscribe'} onFix={onFix} />
          </>
        )}
        {failure === undefined && !report && <p className="mut">{running ? t('admin-accounts:test.running') : t('admin-accounts:test.notYet')}</p>}
      </div>
    </FormSection>
  );
}

/** The first sentence carries the verdict. */
function Summary({ text }: { text: string }) {
  const end = text.indexOf('. ');
  if (end < 0) return <b>{text}</b>;
  return (
    <>
      <b>{text.slice(0, end + 1)}</b>
      {text.slice(end + 1)}
    </>
  );
}
