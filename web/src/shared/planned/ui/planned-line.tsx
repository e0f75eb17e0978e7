import { lazy, Suspense, useState, type ReactNode } from 'react';
import { errorWords } from '../../api/error-words';
import type { PlannedView } from '../../api/schema';
import { useDesk, useDeskSession } from '../../desk/context';
import { dropPlanned, reducePlanned } from '../../desk/reduce/planned';
import { useLanguage, useT } from '../../i18n/t';
import { loadChunk } from '../../lib/load-chunk';
import { shortMoment } from '../../lib/times';
import { useNow } from '../../lib/use-now';
import { Button, IconButton } from '../../ui/button/button';
import { Icon } from '../../ui/icon/icon';
import { toast } from '../../ui/toast/toasts';
import { cancelPlanned, changePlanned } from '../api';
import './planned.css';

const PlanDialog = lazy(async () => ({ default: (await loadChunk(() => import('./plan-dialog'))).PlanDialog }));

/** One planned message or reminder, with what can be done about it. */
export function PlannedLine({ planned, children }: { planned: PlannedView; children?: ReactNode }) {
  const t = useT();
  const language = useLanguage();
  const now = useNow();
  const session = useDeskSession();
  const interaction = useDesk((state) => state.interactions.get(planned.interaction_id));
  const [changing, setChanging] = useState(false);
  const run = async (work: () => Promise<void>) => {
    try {
      await work();
    } catch (error) {
      toast(errorWords(error, t), { icon: 'alert' });
    }
  };
  const done = () =>
    void run(async () => {
      const answer = await changePlanned(planned.id, { done: true });
      session.state.update((state) => reducePlanned(state, answer));
    });
  const cancel = () =>
    void run(async () => {
      await cancelPlanned(planned.id);
      session.state.update((state) => dropPlanned(state, planned.id));
    });
  const reminder = planned.kind === 'reminder';
  return (
    <li className={`planned planned-${planned.state}`}>
      <Icon name={planned.state === 'failed' ? 'alert' : reminder ? 'bell' : 'clock'} size="s" />
      <span className="planned-words">
        <span className="m num">{t(planned.state === 'failed' ? 'talk:later.failed' : planned.state === 'due' ? 'talk:later.due' : reminder ? 'talk:later.reminds' : 'talk:later.goesOut', { moment: shortMoment(planned.due_at, now, language) })}</span>{' '}
        {children}
        <bdi className="trunc">{planned.text}</bdi>
        {planned.problem && <span className="t-danger planned-why">{planned.problem}</span>}
      </span>
      {reminder && (
        <Button size="s" variant="quiet" icon="tick" onClick={done}>
          {t('talk:later.done')}
        </Button>
      )}
      <IconButton size="s" icon="pencil" label={t(planned.state === 'due' ? 'talk:later.snooze' : 'talk:later.change')} onClick={() => setChanging(true)} />
      <IconButton size="s" icon="trash" label={t('talk:later.giveUp')} onClick={cancel} />
      {changing && (
        <Suspense fallback={null}>
          <PlanDialog kind={planned.kind} interaction={interaction} interactionId={planned.interaction_id} name={planned.contact_name} planned={planned} text={planned.text} onClose={() => setChanging(false)} />
        </Suspense>
      )}
    </li>
  );
}
