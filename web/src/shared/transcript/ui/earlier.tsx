import { useCallback, useRef, useState } from 'react';
import { useT } from '../../i18n/t';
import { Button } from '../../ui/button/button';
import './earlier.css';

/** Earlier messages that can be loaded. */
export interface EarlierState {
  /** Loads the next of them; while some are on their way nothing more is asked for. */
  load: () => void;
  state: 'idle' | 'busy' | 'failed';
}

/** Loads earlier messages, one page at a time. */
export const useEarlier = (fetch: () => Promise<unknown>): EarlierState => {
  const [state, setState] = useState<EarlierState['state']>('idle');
  const busy = useRef(false);
  const load = useCallback(() => {
    if (busy.current) return;
    busy.current = true;
    setState('busy');
    void fetch()
      .then(() => setState('idle'), () => setState('failed'))
      .finally(() => { busy.current = false; });
  }, [fetch]);
  return { load, state };
};

/** Leads up into what was written earlier. */
export function Earlier({ earlier, count }: { earlier: EarlierState; /** Earlier chats that are known of. */ count: number }) {
  const t = useT();
  return (
    <div className="earlier">
      <Button size="s" variant="quiet" icon="arrow-up" busy={earlier.state === 'busy'} onClick={earlier.load}>
        {earlier.state === 'failed' ? t('desk:transcript.earlierFailed') : count > 0 ? t('desk:transcript.earlierChats', { count }) : t('desk:transcript.earlier')}
      </Button>
    </div>
  );
}
