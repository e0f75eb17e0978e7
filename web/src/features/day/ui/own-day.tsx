import { useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { errorDetails, errorWords } from '@/shared/api/error-words';
import type { AgentView, StateSum } from '@/shared/api/schema';
import { useLanguage, useT } from '@/shared/i18n/t';
import { runningTime, timeOfDay, timeWithSeconds } from '@/shared/lib/times';
import { useNow } from '@/shared/lib/use-now';
import { Late, SkeletonBar } from '@/shared/ui/skeleton/skeleton';
import { StateDisc } from '@/shared/ui/state-disc/state-disc';
import { ErrorState } from '@/shared/ui/states/states';
import { ownDayQuery } from '../api/day';
import { barOf, localDay, sumsOf, type Bar } from '../model/day';
import './own-day.css';

interface OwnDayProps {
  /** The own state: when it changes, the day has. */
  agent: Pick<AgentView, 'state' | 'version'>;
}

/** The own day: what was done, and every second of it accounted for. */
export function OwnDay({ agent }: OwnDayProps) {
  const t = useT();
  const now = useNow();
  const { from, until } = localDay(now);
  const day = useQuery(ownDayQuery(from, until));
  const { refetch } = day;
  useEffect(() => void refetch(), [refetch, agent.version]);
  if (day.error && !day.data) {
    return <ErrorState title={t('day:failed')} text={errorWords(day.error, t)} details={errorDetails(day.error, t)} onRetry={() => void refetch()} />;
  }
  if (!day.data) {
    return (
      <Late>
        <div className="own-day-wait" role="status" aria-label={t('loading')}>
          <SkeletonBar width={100} />
          <SkeletonBar width={60} />
        </div>
      </Late>
    );
  }
  const shown = day.data;
  const [bar, sums] = [barOf(shown, now), sumsOf(shown, now)];
  const time = (ms: number | null | undefined): string => (ms == null ? t('none') : runningTime(ms));
  return (
    <div className="own-day">
      <dl className="stats own-day-figures">
        <Figure value={String(shown.handled)} label={t('day:handled')} note={t('day:ofOffered', { count: shown.offered })} />
        <Figure value={String(shown.missed)} label={t('day:missed')} note={t('day:declined', { count: shown.declined })} />
        <Figure value={time(shown.handling_ms)} label={t('day:handling')} />
        <Figure value={time(shown.first_answer_ms)} label={t('day:firstAnswer')} />
      </dl>
      {bar && (
        <>
          <DayBar bar={bar} />
          <Sums sums={sums} />
        </>
      )}
    </div>
  );
}

function Figure({ value, label, note }: { value: string; label: string; note?: string }) {
  return (
    <div>
      <dd className="stat num">{value}</dd>
      <dt className="meta">
        {label}
        {note && <span className="own-day-note">{note}</span>}
      </dt>
    </div>
  );
}

/** The whole day in one line. What it shows stands in words in the table below it. */
function DayBar({ bar }: { bar: Bar }) {
  const t = useT();
  const language = useLanguage();
  const word = useStateWord();
  const span = t('day:span', { from: timeOfDay(bar.from, language), until: timeOfDay(bar.until, language) });
  return (
    <div className="own-day-bar">
      <svg viewBox="0 0 1000 10" preserveAspectRatio="none" role="img" aria-label={span}>
        {bar.pieces.map(({ state, x, width, stretch }) => (
          <rect key={stretch.from} className={`own-day-${state}`} x={x} y="0" width={width} height="10">
            <title>{`${word(stretch)} ${timeWithSeconds(stretch.from, language)} – ${timeWithSeconds(stretch.until, language)}`}</title>
          </rect>
        ))}
      </svg>
      <div className="own-day-hours meta num" aria-hidden="true">
        {bar.hours.map(({ at, x }) => (
          <span key={at} style={{ insetInlineStart: `${x / 10}%` }}>
            {timeOfDay(at, language)}
          </span>
        ))}
      </div>
    </div>
  );
}

const useStateWord = (): ((of: Pick<StateSum, 'state' | 'reason'>) => string) => {
  const t = useT();
  return ({ state, reason }) => reason ?? t(`desk:state.${state}`);
};

function Sums({ sums }: { sums: readonly StateSum[] }) {
  const t = useT();
  const word = useStateWord();
  const total = sums.reduce((sum, { ms }) => sum + ms, 0);
  return (
    <table className="own-day-sums">
      <caption className="vh">{t('day:sums')}</caption>
      <tbody>
        {sums.map((sum) => (
          <tr key={`${sum.state} ${sum.reason_id ?? ''}`}>
            <th scope="row">
              <StateDisc state={sum.state} small /> <span>{word(sum)}</span>
            </th>
            <td className="num">{runningTime(sum.ms)}</td>
            <td className="num dim">{t('day:share', { percent: Math.round((sum.ms / Math.max(1, total)) * 100) })}</td>
          </tr>
        ))}
      </tbody>
      <tfoot>
        <tr>
          <th scope="row">{t('day:signedIn')}</th>
          <td className="num">{runningTime(total)}</td>
          <td />
        </tr>
      </tfoot>
    </table>
  );
}
