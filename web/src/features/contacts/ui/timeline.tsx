import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { errorDetails, errorWords } from '@/shared/api/error-words';
import type { TimelineEntry } from '@/shared/api/schema';
import { useLanguage, useT } from '@/shared/i18n/t';
import { fullStamp, shortMoment } from '@/shared/lib/times';
import { useNow } from '@/shared/lib/use-now';
import { Chip } from '@/shared/ui/badge/badge';
import { Button } from '@/shared/ui/button/button';
import { Icon, type IconName } from '@/shared/ui/icon/icon';
import { SkeletonRows } from '@/shared/ui/skeleton/skeleton';
import { ErrorState } from '@/shared/ui/states/states';
import { timelineQuery } from '../api/contacts';

interface TimelineProps {
  contactId: string;
  iconOf: (channel: string) => IconName;
  labelOf: (channel: string) => string;
}

/** Conversations of every channel, notes, cases and one's own reminders, the newest first. */
export function Timeline({ contactId, iconOf, labelOf }: TimelineProps) {
  const t = useT();
  const timeline = useInfiniteQuery(timelineQuery(contactId));
  const entries = timeline.data?.pages.flatMap((page) => page.items);
  return (
    <section className="sec" aria-label={t('contacts:timeline')}>
      <h2 className="sec-head">{t('contacts:timeline')}</h2>
      {!entries && timeline.error ? (
        <ErrorState title={t('contacts:timelineFailed')} text={errorWords(timeline.error, t)} details={errorDetails(timeline.error, t)} onRetry={() => void timeline.refetch()} />
      ) : !entries ? (
        <SkeletonRows rows={5} label={t('loading')} />
      ) : entries.length === 0 ? (
        <p className="dim">{t('contacts:timelineEmpty')}</p>
      ) : (
        <ol className="contact-time">
          {entries.map((entry) => (
            <Entry key={`${entry.kind}.${entry.interaction?.id ?? entry.note?.id ?? entry.case?.id ?? entry.reminder?.id ?? ''}`} entry={entry} iconOf={iconOf} labelOf={labelOf} />
          ))}
        </ol>
      )}
      {timeline.hasNextPage && (
        <Button size="s" busy={timeline.isFetchingNextPage} onClick={() => void timeline.fetchNextPage()}>
          {t('contacts:earlier')}
        </Button>
      )}
    </section>
  );
}

function Entry({ entry, iconOf, labelOf }: { entry: TimelineEntry } & Omit<TimelineProps, 'contactId'>) {
  const t = useT();
  const { interaction, note, case: made, reminder } = entry;
  if (interaction) {
    return (
      <Line entry={entry} icon={iconOf(interaction.channel)} facts={[labelOf(interaction.channel), interaction.service, interaction.agent, interaction.disposition]}>
        <Link className="trunc" to="/desktop/records/$recordId" params={{ recordId: interaction.id }} search={{}} dir="auto">
          {interaction.title || t('contacts:noWords')}
        </Link>
      </Line>
    );
  }
  if (note) {
    return (
      <Line entry={entry} icon="pencil" facts={[t('contacts:note'), note.by]}>
        <span className="contact-words" dir="auto">
          {note.text}
        </span>
      </Line>
    );
  }
  if (made) {
    return (
      <Line entry={entry} icon="list" facts={[t('contacts:case', { number: made.number }), made.owner ?? made.team]}>
        <Link className="trunc" to="/desktop/cases/$caseId" params={{ caseId: made.id }} dir="auto">
          {made.title}
        </Link>{' '}
        <Chip>{t(`contacts:caseState.${made.state}`)}</Chip>
      </Line>
    );
  }
  return (
    <Line entry={entry} icon="bell" facts={[t('contacts:reminder')]}>
      <span className="contact-words" dir="auto">
        {reminder?.text || t('contacts:noWords')}
      </span>
    </Line>
  );
}

function Line({ entry, icon, facts, children }: { entry: TimelineEntry; icon: IconName; facts: (string | null | undefined)[]; children: ReactNode }) {
  const now = useNow();
  const language = useLanguage();
  return (
    <li className={`contact-entry contact-entry-${entry.kind}`}>
      <Icon name={icon} />
      <div className="contact-entry-body">
        <div className="contact-entry-top">{children}</div>
        <div className="meta trunc">{facts.filter(Boolean).join(' · ')}</div>
      </div>
      <time className="num" dateTime={new Date(entry.at).toISOString()} title={fullStamp(entry.at, language)}>
        {shortMoment(entry.at, now, language)}
      </time>
    </li>
  );
}
