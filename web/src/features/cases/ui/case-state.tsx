import type { CaseView } from '@/shared/api/schema';
import { useT } from '@/shared/i18n/t';
import { Chip, type Tone } from '@/shared/ui/badge/badge';

const TONES: Record<CaseView['state'], Tone> = { new: 'accent', open: 'info', pending: 'warn', resolved: 'ok', closed: 'neutral' };

/** Where a case stands, with the reason when it waits. */
export function CaseState({ of }: { of: Pick<CaseView, 'state' | 'reason'> }) {
  const t = useT();
  return (
    <Chip tone={TONES[of.state]}>
      {t(`cases:state.${of.state}`)}
      {of.reason && ` · ${of.reason}`}
    </Chip>
  );
}

/** How much a case matters, when that is more or less than usual. */
export function CaseImportance({ of }: { of: CaseView['importance'] }) {
  const t = useT();
  if (of === 'normal') return null;
  return (
    <Chip tone={of === 'urgent' ? 'danger' : of === 'high' ? 'warn' : 'neutral'} plain={of === 'low'}>
      {t(`cases:importance.${of}`)}
    </Chip>
  );
}
