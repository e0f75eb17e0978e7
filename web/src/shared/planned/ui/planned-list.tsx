import type { ReactNode } from 'react';
import type { PlannedView } from '../../api/schema';
import { useT } from '../../i18n/t';
import { PlannedLine } from './planned-line';

/** What is planned, the nearest first. */
export function PlannedList({ planned, about }: { planned: readonly PlannedView[]; /** Whom a line is about, where that is not clear. */ about?: (planned: PlannedView) => ReactNode }) {
  const t = useT();
  return (
    <ul className="planned-list" aria-label={t('talk:later.list')}>
      {planned.toSorted((a, b) => a.due_at - b.due_at).map((each) => (
        <PlannedLine key={each.id} planned={each}>
          {about?.(each)}
        </PlannedLine>
      ))}
    </ul>
  );
}
