import type { ReactNode } from 'react';
import type { InteractionView } from '@/shared/api/schema';
import { windowClock } from '@/shared/desk/clocks';
import { useLanguage, useT } from '@/shared/i18n/t';
import { passedTime } from '@/shared/lib/passed';
import { fullStamp, remainingTime, runningTime, shortMoment, startOfDay, timeOfDay, weekdayTime } from '@/shared/lib/times';
import { useNow } from '@/shared/lib/use-now';
import { Avatar } from '@/shared/ui/avatar/avatar';
import { Chip } from '@/shared/ui/badge/badge';
import { Icon, type IconName } from '@/shared/ui/icon/icon';
import '@/shared/desk/ui/head.css';
import './header.css';

interface HeaderProps {
  interaction: InteractionView;
  picture: string | undefined;
  channelIcon: IconName;
  channelLabel: string;
  /** Leads back to the list on narrow screens. */
  back: ReactNode;
  /** Buttons at the end. */
  actions: ReactNode;
}

/** Who it is, over which channel, for which service, since when. */
export function ConversationHeader({ interaction, picture, channelIcon, channelLabel, back, actions }: HeaderProps) {
  const t = useT();
  const now = useNow();
  const ended = interaction.state === 'after_call_work' || interaction.state === 'closed';
  return (
    <header className="chead">
      {back}
      <Avatar name={interaction.contact_name} picture={picture} size="s" />
      <div className="chead-words">
        <h1 className="chead-name trunc">
          <bdi>{interaction.contact_name}</bdi>
        </h1>
        <div className="chead-sub">
          <Icon name={channelIcon} size="xs" />
          <span className="hide-narrow">{channelLabel}</span>
          <span className="hide-narrow" aria-hidden="true">
            ·
          </span>
          <span className="trunc">{interaction.service}</span>
          <span aria-hidden="true">·</span>
          {interaction.state === 'after_call_work' ? (
            <span className="t-violet m">{t('desk:state.after_call_work')}</span>
          ) : (
            <span className="num">{ended ? t('desk:header.closed') : runningTime(now - (interaction.accepted_at ?? interaction.started_at))}</span>
          )}
        </div>
      </div>
      <div className="chead-acts">
        {!ended && <WindowChip interaction={interaction} now={now} />}
        {actions}
      </div>
    </header>
  );
}

/** Until when answers are free, always in words. */
function WindowChip({ interaction, now }: { interaction: InteractionView; now: number }) {
  const t = useT();
  const language = useLanguage();
  const clock = windowClock(interaction, now);
  if (clock.kind === 'always') return null;
  const title = t('desk:window.until', { moment: fullStamp(clock.until, language) });
  if (clock.kind === 'closed') {
    return (
      <Chip size="l" icon="lock" title={title}>
        {t('desk:window.closedAt', { moment: shortMoment(clock.until, now, language) })}
      </Chip>
    );
  }
  if (clock.kind === 'by_hand' && clock.urgency === 'calm') {
    return (
      <Chip size="l" icon="pencil" title={title}>
        {t('reply:window.byHand', { moment: shortMoment(clock.until, now, language) })}
      </Chip>
    );
  }
  if (clock.urgency === 'calm') {
    return (
      <Chip size="l" plain icon="clock" title={title}>
        <span className="hide-medium">{t('desk:window.open')}</span> {t('desk:window.hours', { hours: Math.floor(clock.leftMs / 3_600_000) })}
      </Chip>
    );
  }
  const late = clock.urgency === 'late';
  return (
    <Chip size="l" tone={late ? 'danger' : 'warn'} icon={late ? 'alert' : 'clock'} title={title}>
      {t('desk:window.closesIn', { time: late ? remainingTime(clock.leftMs) : passedTime(clock.leftMs, t) })}
    </Chip>
  );
}

/** On narrow screens the window stands in a line of its own. */
export function WindowStrip({ interaction }: { interaction: InteractionView }) {
  const t = useT();
  const now = useNow();
  const language = useLanguage();
  const clock = windowClock(interaction, now);
  if (clock.kind === 'always' || interaction.state !== 'active') return null;
  return (
    <div className={`wstrip${clock.kind === 'closed' ? '' : ` wstrip-${clock.urgency}`}`}>
      <Icon name={clock.kind === 'closed' ? 'lock' : 'clock'} size="s" />
      {clock.kind === 'closed'
        ? t('desk:window.closedAt', { moment: shortMoment(clock.until, now, language) })
        : t(clock.kind === 'by_hand' ? 'reply:window.byHand' : 'desk:window.strip', { moment: startOfDay(clock.until) === startOfDay(now) ? timeOfDay(clock.until, language) : weekdayTime(clock.until, language) })}
    </div>
  );
}
