import type { ReactNode } from 'react';
import { useT } from '../../i18n/t';
import { Button } from '../button/button';
import { Icon, type IconName } from '../icon/icon';
import './states.css';

interface EmptyProps {
  icon: IconName;
  /** One sentence. */
  title: string;
  text?: ReactNode;
  /** The next step. */
  action?: ReactNode;
}

/** Nothing here yet: one sentence and the next step. */
export function EmptyState({ icon, title, text, action }: EmptyProps) {
  return (
    <div className="state-box">
      <Icon name={icon} size="l" className="dim" />
      <p className="m">{title}</p>
      {text && <p className="meta">{text}</p>}
      {action}
    </div>
  );
}

interface ErrorProps {
  /** What could not be done. */
  title: string;
  /** Why, and what is not affected. */
  text?: string | undefined;
  onRetry?: (() => void) | undefined;
  /** Code and request id, on demand. */
  details?: string | undefined;
}

/** It failed: sentence, Try again, details on demand. */
export function ErrorState({ title, text, onRetry, details }: ErrorProps) {
  const t = useT();
  return (
    <div className="state-box" role="alert">
      <Icon name="alert" size="l" className="t-danger" />
      <p className="m">{title}</p>
      {text && <p className="meta">{text}</p>}
      {onRetry && (
        <Button size="s" icon="reload" onClick={onRetry}>
          {t('tryAgain')}
        </Button>
      )}
      {details && (
        <details className="meta">
          <summary>{t('details')}</summary>
          <span className="mono" dir="ltr">
            {details}
          </span>
        </details>
      )}
    </div>
  );
}
