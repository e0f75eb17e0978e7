import type { Connection } from '@/shared/realtime/socket';
import { useLanguage, useT } from '@/shared/i18n/t';
import { timeOfDay } from '@/shared/lib/times';
import { useNow } from '@/shared/lib/use-now';
import { IconButton } from '@/shared/ui/button/button';
import { Icon } from '@/shared/ui/icon/icon';
import './foot.css';

interface FootProps {
  connection: Connection;
  handled: number;
  muted: boolean;
  onMute: (muted: boolean) => void;
  onTry: () => void;
}

/** The list's foot: connection, own day, all sounds off in one click. */
export function Foot({ connection, handled, muted, onMute, onTry }: FootProps) {
  const t = useT();
  return (
    <div className="foot">
      <ConnectionWords connection={connection} onTry={onTry} />
      <span className="sp" />
      {connection.phase !== 'lost' && (
        <>
          <span className="num">{t('desk:foot.handled', { count: handled })}</span>
          <span aria-hidden="true">·</span>
        </>
      )}
      <IconButton icon={muted ? 'sound-off' : 'sound'} size="s" className="foot-sound" aria-pressed={muted} label={t(muted ? 'desk:foot.soundOff' : 'desk:foot.soundOn')} onClick={() => onMute(!muted)} />
    </div>
  );
}

/** A short break says how soon the next try comes, a longer one since when there is no connection. */
const LONG_MS = 20_000;

function ConnectionWords({ connection, onTry }: { connection: Connection; onTry: () => void }) {
  const t = useT();
  const language = useLanguage();
  const now = useNow();
  if (connection.phase === 'open') {
    return (
      <span className="cell">
        <Icon name="pulse" size="s" className="t-ok" />
        {t('desk:connection.open')}
      </span>
    );
  }
  if (connection.phase !== 'lost') {
    return (
      <span className="cell">
        <Icon name="reload" size="s" />
        {t('desk:connection.connecting')}
      </span>
    );
  }
  const seconds = Math.max(0, Math.ceil((connection.retryAt - now) / 1000));
  const long = now - connection.since > LONG_MS;
  return (
    <button type="button" className={`foot-try cell m ${long ? 't-danger' : 't-warn'}`} onClick={onTry} title={t('desk:connection.tryNow')}>
      <Icon name={long ? 'plug' : 'reload'} size="s" />
      {long ? t('desk:connection.since', { time: timeOfDay(connection.since, language) }) : t('desk:connection.again', { seconds })}
    </button>
  );
}
