import { DAY, hoursAndMinutes } from '@/shared/lib/times';
import { useNow } from '@/shared/lib/use-now';
import { Icon } from '@/shared/ui/icon/icon';
import type { Chat } from '../api/types';

const left = (ms: number): string => {
  const { hours, minutes } = hoursAndMinutes(ms);
  if (ms > 2 * DAY) return `${Math.floor(hours / 24)} days`;
  return hours > 0 ? `${hours} h ${String(minutes).padStart(2, '0')} min` : `${minutes} min`;
};

/** Until when the page may answer, by the simulated clock. */
export function WindowNote({ window }: { window: Chat['window'] }) {
  const now = useNow();
  const [standard, human] = [(window.standard_until_ms ?? 0) - now, (window.human_agent_until_ms ?? 0) - now];
  const words =
    standard > 0
      ? `The page may answer for ${left(standard)}.`
      : human > 0
        ? `The 24 hours are over. A person may answer with HUMAN_AGENT for ${left(human)}.`
        : 'The page may not write until the customer does.';
  return (
    <p className="window-note meta">
      <Icon name={standard > 0 ? 'clock' : 'lock'} size="s" />
      <span>{words}</span>
    </p>
  );
}
