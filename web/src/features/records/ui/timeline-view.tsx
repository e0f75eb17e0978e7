import { useLanguage, useT } from '@/shared/i18n/t';
import { MINUTE, runningTime, timeOfDay, timeWithSeconds } from '@/shared/lib/times';
import type { Bar, Timeline } from '../model/timeline';

/** Narrower bars carry no words, per cent. */
const WORDS_FROM = 7;
const FIGURES_FROM = 3.5;

/** Queue, ringing, talking and after-call work over time, a lane per party. */
export function TimelineView({ timeline }: { timeline: Timeline }) {
  const t = useT();
  const language = useLanguage();
  const fine = (timeline.ticks[1]?.at ?? 0) - (timeline.ticks[0]?.at ?? 0) < MINUTE;
  const tickTime = fine ? timeWithSeconds : timeOfDay;
  const said = timeline.lanes.map((lane) => {
    const bars = lane.bars.map((bar) => `${t(`desk:segment.${bar.kind}`)} ${timeWithSeconds(bar.segment.started_at, language)}, ${runningTime(bar.ms)}`);
    return `${lane.agent ?? t('desk:record.queue')}: ${bars.join('; ')}`;
  });
  return (
    <section className="tl" aria-label={t('desk:record.segments')}>
      <div className="tl-grid" role="img" aria-label={said.join('. ')}>
        {timeline.lanes.map((lane) => (
          <div className="tl-lane" key={lane.agent ?? ''}>
            <span className="tl-name trunc">{lane.agent ?? t('desk:record.queue')}</span>
            <div className="tl-track">
              {lane.bars.map((bar) => (
                <BarView key={bar.segment.started_at} bar={bar} />
              ))}
            </div>
          </div>
        ))}
        <div className="tl-lane tl-axis">
          <span className="tl-name tl-key">
            <i className="tl-offer" /> {t('desk:segment.offer')}
          </span>
          <div className="tl-ticks num meta">
            {timeline.ticks.map((tick) => (
              <span key={tick.at} style={{ insetInlineStart: `${tick.start}%` }}>
                {tickTime(tick.at, language)}
              </span>
            ))}
          </div>
        </div>
      </div>
    </section>
  );
}

function BarView({ bar }: { bar: Bar }) {
  const t = useT();
  const words = t(`desk:segment.${bar.kind}`);
  return (
    <i className={`tl-bar tl-${bar.kind}`} style={{ insetInlineStart: `${bar.start}%`, inlineSize: `${Math.min(bar.width, 100 - bar.start)}%` }} title={`${words}, ${runningTime(bar.ms)}`}>
      {bar.kind === 'queue' ? (bar.width < FIGURES_FROM ? '' : runningTime(bar.ms)) : bar.width < WORDS_FROM ? '' : `${words} ${runningTime(bar.ms)}`}
    </i>
  );
}
