import type { InteractionView, ParticipantView, ServiceView } from '@/shared/api/schema';
import { afterCallClock, replyUrgency, windowClock } from '@/shared/desk/clocks';
import { lastLine } from '@/shared/desk/last-line';
import { ownerName } from '@/shared/desk/owner';
import { useT } from '@/shared/i18n/t';
import { useNow } from '@/shared/lib/use-now';
import { passedTime } from '@/shared/lib/passed';
import { remainingTime, runningTime } from '@/shared/lib/times';
import { Avatar } from '@/shared/ui/avatar/avatar';
import { Chip, Count } from '@/shared/ui/badge/badge';
import { Icon, type IconName } from '@/shared/ui/icon/icon';

/** What a row of the list shows. */
export interface RowData {
  interaction: InteractionView;
  service: ServiceView | undefined;
  channelIcon: IconName;
  picture: string | undefined;
  typing: boolean;
  /** One's part in it, when somebody else holds it. */
  part: ParticipantView | undefined;
  /** Messages of this window that wait for the connection. */
  waitingToSend: number;
  /** The newest of them. */
  keptLine: string | undefined;
}

/** One interaction: name, service and wait; last line; a third line only when something is to be told. */
export function Row({ data }: { data: RowData }) {
  const { interaction, channelIcon, picture } = data;
  const t = useT();
  return (
    <>
      <Avatar name={interaction.contact_name} picture={picture} channel={channelIcon} />
      <span className="row-main">
        <span className="row-1">
          <span className="row-name trunc">
            <bdi>{interaction.contact_name}</bdi>
          </span>
          <span className="row-service trunc">{interaction.service}</span>
          <When data={data} />
        </span>
        <span className="row-2">
          <LastLine data={data} />
          {interaction.unread > 0 && <Count value={interaction.unread} label={t('desk:list.unread')} />}
        </span>
        <Chips data={data} />
      </span>
    </>
  );
}

// Only what counts seconds is drawn anew every second.
function When({ data: { interaction, service } }: { data: RowData }) {
  const t = useT();
  const now = useNow();
  if (interaction.state === 'after_call_work') {
    const clock = afterCallClock(interaction, now);
    return clock ? <span className="row-when">{t('desk:list.left', { time: remainingTime(clock.leftMs) })}</span> : null;
  }
  if (interaction.turn === 'customer') return <span className="row-when">{passedTime(now - interaction.last_message_at, t)}</span>;
  const waited = now - (interaction.waiting_since ?? interaction.last_message_at);
  return (
    <span className={`row-when row-when-${replyUrgency(waited, service)}`}>
      <Icon name="clock" size="xs" />
      <span className="vh">{t('desk:list.waiting')} </span>
      {runningTime(waited)}
    </span>
  );
}

function LastLine({ data: { interaction, typing, keptLine } }: { data: RowData }) {
  const t = useT();
  if (interaction.state === 'after_call_work') {
    return <span className="trunc row-line">{t(interaction.ended_by === 'customer' ? 'desk:list.endedByCustomer' : 'desk:list.ended')}</span>;
  }
  if (typing) return <span className="trunc row-line">{t('desk:list.typing')}</span>;
  const line = keptLine ?? lastLine(interaction.last_line, t);
  return (
    <span className="trunc row-line" dir="auto">
      {interaction.last_line_own || keptLine !== undefined ? t('desk:list.own', { line }) : line}
    </span>
  );
}

function Chips({ data: { interaction, part, waitingToSend } }: { data: RowData }) {
  const t = useT();
  const now = useNow();
  const clock = windowClock(interaction, now);
  const ended = interaction.state === 'after_call_work';
  const chips = [
    part && (
      <Chip key="part" tone={part.state === 'asked' ? 'warn' : 'info'} icon="people">
        {part.state === 'asked' ? t('desk:together.asked', { name: part.asked_by }) : t(`desk:together.${part.role}`, { name: interaction.agent ?? '' })}
      </Chip>
    ),
    interaction.help && (
      <Chip key="help" tone="warn" icon="flag">
        {t('desk:together.help')}
      </Chip>
    ),
    interaction.failed_messages > 0 && (
      <Chip key="failed" tone="danger" icon="alert">
        {t('desk:list.notSent', { count: interaction.failed_messages })}
      </Chip>
    ),
    waitingToSend > 0 && (
      <Chip key="kept" icon="clock">
        {t('desk:list.waitingToSend', { count: waitingToSend })}
      </Chip>
    ),
    !ended && interaction.owner && (
      <Chip key="owner" icon="lock">
        {t('reply:owner.chip', { name: ownerName(interaction.owner, t) })}
      </Chip>
    ),
    !ended && !interaction.owner && clock.kind === 'by_hand' && clock.urgency === 'calm' && (
      <Chip key="hand" icon="pencil">
        {t('reply:window.byHandLeft', { time: passedTime(clock.leftMs, t) })}
      </Chip>
    ),
    !ended && (clock.kind === 'open' || clock.kind === 'by_hand') && clock.urgency !== 'calm' && (
      <Chip key="window" tone={clock.urgency === 'late' ? 'danger' : 'warn'} icon={clock.urgency === 'late' ? 'alert' : 'clock'}>
        {t('desk:window.closesIn', { time: clock.urgency === 'late' ? remainingTime(clock.leftMs) : passedTime(clock.leftMs, t) })}
      </Chip>
    ),
    !ended && clock.kind === 'closed' && (
      <Chip key="closed" icon="lock">
        {t('desk:window.closed')}
      </Chip>
    ),
    ended && !part && (
      <Chip key="acw" tone="violet" icon="pencil">
        {t(interaction.disposition_id ? 'desk:list.dispositionChosen' : 'desk:list.dispositionNeeded')}
      </Chip>
    ),
  ].filter(Boolean);
  return chips.length > 0 ? <span className="row-3">{chips}</span> : null;
}
