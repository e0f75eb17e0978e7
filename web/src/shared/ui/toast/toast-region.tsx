import { useEffect, useState, useSyncExternalStore } from 'react';
import { useT } from '../../i18n/t';
import { Button } from '../button/button';
import { Icon } from '../icon/icon';
import './toast.css';
import { currentToasts, dismissToast, subscribeToasts, type Toast } from './toasts';

/** One notice with the seconds it stays. */
export function ToastView({ toast }: { toast: Toast }) {
  const [left, setLeft] = useState(5);
  useEffect(() => {
    const timer = setInterval(() => setLeft(Math.max(0, Math.ceil((toast.until - performance.now()) / 1000))), 250);
    return () => clearInterval(timer);
  }, [toast.until]);
  return (
    <div className="toast appear">
      <Icon name={toast.icon} className={toast.icon === 'tick' ? 't-ok' : ''} />
      <span>{toast.text}</span>
      {toast.action && (
        <>
          <Button
            variant="quiet"
            size="s"
            onClick={() => {
              toast.action?.run();
              dismissToast(toast.id);
            }}
          >
            {toast.action.label}
          </Button>
          <span className="meta num" aria-hidden="true">
            {left}
          </span>
        </>
      )}
    </div>
  );
}

/** Where notices appear: bottom start, read out politely. */
export function ToastRegion() {
  const t = useT();
  const toasts = useSyncExternalStore(subscribeToasts, currentToasts);
  return (
    <div className="toasts" role="status" aria-live="polite" aria-label={t('notices')}>
      {toasts.map((each) => (
        <ToastView key={each.id} toast={each} />
      ))}
    </div>
  );
}
