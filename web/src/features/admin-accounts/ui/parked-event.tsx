import { Ago } from '@/features/admin-common/parts/ago';
import type { ParkedEventView } from '@/shared/api/schema';
import { useT } from '@/shared/i18n/t';
import { Button } from '@/shared/ui/button/button';
import { CopyButton } from '@/shared/ui/copy-button/copy-button';
import { prettyJson } from '../model/pretty-json';
import './accounts.css';

interface ParkedEventProps {
  event: ParkedEventView;
  busy: boolean;
  onReplay: () => void;
  onDiscard: () => void;
}

/** One event that could not be applied: why, and its body as it came. */
export function ParkedEvent({ event, busy, onReplay, onDiscard }: ParkedEventProps) {
  const t = useT();
  return (
    <li className="parked">
      <div className="parked-head">
        <div>
          <p className="m">{event.reason}</p>
          <p className="meta">
            {t('admin-accounts:parked.received')} <Ago at={event.received_at} /> · {t('admin-accounts:parked.attempts', { count: event.attempts })}
          </p>
        </div>
        <div className="parked-acts">
          <Button size="s" icon="reload" busy={busy} onClick={onReplay}>
            {t('admin-accounts:parked.replay')}
          </Button>
          <Button size="s" variant="danger" onClick={onDiscard}>
            {t('admin-accounts:parked.discard')}
          </Button>
        </div>
      </div>
      <details>
        <summary>{t('admin-accounts:parked.body')}</summary>
        <pre className="parked-body" dir="ltr" tabIndex={0}>
          {prettyJson(event.body)}
        </pre>
        <CopyButton size="s" text={event.body} what={t('admin-accounts:parked.body')} />
      </details>
    </li>
  );
}
