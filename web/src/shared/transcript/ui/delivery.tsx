import { useT, type TextKey } from '../../i18n/t';
import { Icon, type IconName } from '../../ui/icon/icon';
import type { Standing } from '../model/items';

const SIGNS: Record<Standing, { icon: IconName; word: TextKey; look: string }> = {
  kept: { icon: 'clock', word: 'desk:delivery.queued', look: 'queued' },
  queued: { icon: 'clock', word: 'desk:delivery.queued', look: 'queued' },
  sending: { icon: 'clock', word: 'desk:delivery.sending', look: 'queued' },
  sent: { icon: 'tick', word: 'desk:delivery.sent', look: 'sent' },
  delivered: { icon: 'ticks', word: 'desk:delivery.delivered', look: 'delivered' },
  read: { icon: 'ticks', word: 'desk:delivery.read', look: 'read' },
  failed: { icon: 'alert', word: 'desk:delivery.failed', look: 'failed' },
  refused: { icon: 'alert', word: 'desk:delivery.failed', look: 'failed' },
  uncertain: { icon: 'unsure', word: 'desk:delivery.uncertain', look: 'unsure' },
};

/** How a message stands: its shape and its word. */
export function DeliverySign({ standing }: { standing: Standing }) {
  const t = useT();
  const { icon, word, look } = SIGNS[standing];
  return (
    <span className={`dl dl-${look}`}>
      <Icon name={icon} size="s" />
      {t(word)}
    </span>
  );
}
