import type { ReviewState } from '@/shared/api/schema';
import { useT } from '@/shared/i18n/t';
import { Chip } from '@/shared/ui/badge/badge';
import type { IconName } from '@/shared/ui/icon/icon';

const LOOKS: Record<ReviewState, { tone?: 'ok' | 'warn' | 'danger'; icon: IconName }> = {
  pending: { tone: 'warn', icon: 'clock' },
  approved: { tone: 'ok', icon: 'tick' },
  rejected: { tone: 'danger', icon: 'alert' },
  paused: { tone: 'warn', icon: 'alert' },
  disabled: { icon: 'lock' },
};

/** What the platform says of a template. */
export function ReviewChip({ state }: { state: ReviewState }) {
  const t = useT();
  return <Chip {...LOOKS[state]}>{t(`admin-approved:state.${state}`)}</Chip>;
}
