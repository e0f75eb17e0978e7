import { Link } from '@tanstack/react-router';
import type { ChannelView, WaitingView } from '@/shared/api/schema';
import { useLanguage, useT } from '@/shared/i18n/t';
import { runningTime } from '@/shared/lib/times';
import { useNow } from '@/shared/lib/use-now';
import { Avatar } from '@/shared/ui/avatar/avatar';
import { Button } from '@/shared/ui/button/button';
import { Icon, iconNamed } from '@/shared/ui/icon/icon';
import { expectedWords } from '../model/expected';
import { why } from '../model/why';
import { PriorityField } from './priority-field';

interface WaitingRowProps {
  chat: WaitingView;
  channel: ChannelView | undefined;
  /** Undefined: may not. */
  onPriority: ((priority: number) => void) | undefined;
  onTake: (() => void) | undefined;
  onGive: (() => void) | undefined;
}

/** One chat that waits. */
export function WaitingRow({ chat, channel, onPriority, onTake, onGive }: WaitingRowProps) {
  const t = useT();
  const language = useLanguage();
  const now = useNow();
  const { interaction, position } = chat;
  const name = interaction.contact_name;
  return (
    <tr>
      <td className="two">
        <span className="waiting-who">
          <Avatar name={name} size="s" />
          <span className="waiting-words">
            {onPriority ? (
              <Link to="/desktop/records/$recordId" params={{ recordId: interaction.id }} className="m trunc">
                {name}
              </Link>
            ) : (
              <span className="m trunc">{name}</span>
            )}
            <span className="sub waiting-line">
              {channel && <Icon name={iconNamed(channel.icon, 'chat')} size="s" label={channel.label} />}
              <span className="trunc">{interaction.last_line}</span>
            </span>
          </span>
        </span>
      </td>
      <td data-head={t('waiting:service')}>{interaction.service}</td>
      <td className="n" data-head={t('waiting:place')}>
        {position ?? '–'}
      </td>
      <td className="n" data-head={t('waiting:since')}>
        {runningTime(Math.max(0, now - interaction.queued_at))}
        {chat.expected_wait_ms != null && <span className="sub">{expectedWords(chat.expected_wait_ms, t)}</span>}
      </td>
      <td className="waiting-why" data-head={t('waiting:because')}>
        {why(chat, now, language, t)}
      </td>
      <td data-head={t('waiting:priority')}>{onPriority ? <PriorityField name={name} priority={interaction.priority} onPriority={onPriority} /> : <span className="num">{interaction.priority}</span>}</td>
      <td>
        <span className="waiting-buttons">
          {onTake && (
            <Button size="s" onClick={onTake} aria-label={t('waiting:takeName', { name })}>
              {t('waiting:take')}
            </Button>
          )}
          {onGive && (
            <Button size="s" onClick={onGive} aria-label={t('waiting:giveName', { name })}>
              {t('waiting:give')}
            </Button>
          )}
        </span>
      </td>
    </tr>
  );
}
