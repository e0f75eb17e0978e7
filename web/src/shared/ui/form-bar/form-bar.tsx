import type { ReactNode } from 'react';
import { useT } from '../../i18n/t';
import { Button } from '../button/button';
import './form-bar.css';

interface FormBarProps {
  /** How many values differ from what is applied; 0 hides the bar. */
  changes: number;
  /** What they are called, e.g. "Token". */
  names?: readonly string[];
  /** Said instead of the number of changes; then the bar is always there, e.g. while something new is written. */
  words?: string | undefined;
  busy?: boolean;
  onApply: () => void;
  onDiscard: () => void;
  /** Off, and why. */
  offReason?: string | undefined;
  /** The key that applies, shown on the button. */
  shortcut?: string | undefined;
  /** Another word than *Discard*. */
  discardLabel?: string | undefined;
  /** More buttons before Discard. */
  children?: ReactNode;
}

/** At the foot of a form: what is not applied yet, Apply and Discard. */
export function FormBar({ changes, names = [], words, busy = false, onApply, onDiscard, offReason, shortcut, discardLabel, children }: FormBarProps) {
  const t = useT();
  if (changes === 0 && words === undefined) return null;
  return (
    <div className="form-bar appear" role="region" aria-label={t('form.changes')}>
      <span className="form-bar-dot" aria-hidden="true" />
      <span className="form-bar-words" role="status">
        <span className="m">
          {words ?? t('form.notApplied', { count: changes })}
          {words === undefined && names.length > 0 && ':'}
        </span>
        {words === undefined && names.length > 0 && ` ${names.join(', ')}`}
      </span>
      <span className="sp" />
      {children}
      <Button variant={shortcut ? 'quiet' : 'default'} onClick={onDiscard} aria-disabled={busy || undefined}>
        {discardLabel ?? t('form.discard')}
      </Button>
      <Button variant="primary" busy={busy} offReason={offReason} shortcut={shortcut} onClick={onApply}>
        {t('form.apply')}
      </Button>
    </div>
  );
}
