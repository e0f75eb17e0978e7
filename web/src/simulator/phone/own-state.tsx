import { timeOfDay } from '@/shared/lib/times';
import { Icon } from '@/shared/ui/icon/icon';
import type { Message } from '../api/types';

/** How far the customer's last message has come, in a sign and a word. */
export function OwnState({ message, seenAt }: { message: Message; seenAt: number }) {
  return (
    <div className={`meta ph-own ph-own-${message.state}`}>
      {message.state === 'held' && (
        <>
          <Icon name="clock" size="s" /> Waits for signal
        </>
      )}
      {message.state === 'sent' && (
        <>
          <Icon name="tick" size="s" /> Sent
        </>
      )}
      {message.state === 'delivered' && (
        <>
          <Icon name="ticks" size="s" /> Delivered
        </>
      )}
      {message.state === 'seen' && (
        <>
          <span className="ph-seen">
            <Icon name="ticks" size="s" />
          </span>
          Seen {timeOfDay(seenAt, 'en')}
        </>
      )}
    </div>
  );
}
