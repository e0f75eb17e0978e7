import { useState, type SyntheticEvent } from 'react';
import { ApiError } from '../../api/errors';
import { errorWords } from '../../api/error-words';
import type { InteractionView, PlannedKind, PlannedView } from '../../api/schema';
import { windowClock } from '../../desk/clocks';
import { useDeskSession } from '../../desk/context';
import { reducePlanned } from '../../desk/reduce/planned';
import { useLanguage, useT } from '../../i18n/t';
import { shortMoment } from '../../lib/times';
import { serverNow, useNow } from '../../lib/use-now';
import { Button } from '../../ui/button/button';
import { Dialog } from '../../ui/dialog/dialog';
import { TextArea, TextField } from '../../ui/field/field';
import { toast } from '../../ui/toast/toasts';
import { changePlanned, plan } from '../api';
import { fromField, toField, usualMoments } from '../moments';
import './planned.css';

interface PlanDialogProps {
  kind: PlannedKind;
  interaction: InteractionView | undefined;
  interactionId: string;
  name: string;
  /** What is changed; undefined: something new is planned. */
  planned?: PlannedView | undefined;
  text: string;
  onClose: () => void;
  /** It is planned. */
  onPlanned?: (() => void) | undefined;
}

/** Plans a message that goes out later, or a reminder; or changes one. */
export function PlanDialog({ kind, interaction, interactionId, name, planned, text: begun, onClose, onPlanned }: PlanDialogProps) {
  const t = useT();
  const language = useLanguage();
  const session = useDeskSession();
  const now = useNow();
  const clock = interaction && kind === 'message' ? windowClock(interaction, now) : undefined;
  const until = clock && clock.kind !== 'always' ? clock.until : undefined;
  const [text, setText] = useState(planned?.text ?? begun);
  const [moment, setMoment] = useState(() => toField(planned?.due_at ?? usualMoments(serverNow(), until)[0]?.at ?? serverNow()));
  const [busy, setBusy] = useState(false);
  const [refused, setRefused] = useState<{ text?: string | undefined; moment?: string | undefined; all?: string | undefined }>({});
  const save = async (event: SyntheticEvent) => {
    event.preventDefault();
    const due = fromField(moment);
    if (due === undefined || due <= serverNow()) { setRefused({ moment: t('talk:later.past') }); return; }
    if (kind === 'message' && text.trim() === '') { setRefused({ text: t('talk:later.empty') }); return; }
    setBusy(true);
    setRefused({});
    try {
      const answer = await (planned ? changePlanned(planned.id, { text, due_at: due }) : plan(interactionId, { kind, text, due_at: due }));
      session.state.update((state) => reducePlanned(state, answer));
      toast(t(kind === 'message' ? 'talk:later.planned' : 'talk:later.reminderPlanned', { moment: shortMoment(answer.due_at, serverNow(), language) }), { icon: 'clock' });
      onPlanned?.();
      onClose();
    } catch (error) {
      const after = error instanceof ApiError && error.fields.some((field) => field.code === 'after_window');
      setRefused(after && until !== undefined ? { moment: t('talk:later.afterWindow', { name, moment: shortMoment(until, now, language) }) } : { all: errorWords(error, t) });
    } finally {
      setBusy(false);
    }
  };
  return (
    <Dialog title={t(kind === 'message' ? 'talk:later.title' : 'talk:later.reminderTitle', { name })} onClose={onClose}>
      <form className="plan" onSubmit={(event) => void save(event)} noValidate>
        <TextArea label={t(kind === 'message' ? 'talk:later.text' : 'talk:later.about')} rows={3} dir="auto" value={text} error={refused.text} onChange={(event) => setText(event.target.value)} />
        <div className="plan-usual" role="group" aria-label={t('talk:later.usual')}>
          {usualMoments(now, until).map((each) => (
            <Button key={each.name} size="s" aria-pressed={moment === toField(each.at)} onClick={() => setMoment(toField(each.at))}>
              {t(`talk:later.${each.name}`)}
            </Button>
          ))}
        </div>
        <TextField
          label={t('talk:later.moment')}
          type="datetime-local"
          value={moment}
          data-autofocus
          error={refused.moment}
          hint={until === undefined ? undefined : t('talk:later.until', { name, moment: shortMoment(until, now, language) })}
          onChange={(event) => setMoment(event.target.value)}
        />
        {refused.all && <p className="t-danger" role="alert">{refused.all}</p>}
        <div className="dialog-acts">
          <Button onClick={onClose}>{t('form.cancel')}</Button>
          <Button type="submit" variant="primary" icon="clock" busy={busy}>
            {t(kind === 'message' ? 'talk:later.send' : 'talk:later.remind')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
