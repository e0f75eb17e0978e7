import { useId, useState, type ReactNode } from 'react';
import type { SetUpState, SetUpStepView } from '@/shared/api/schema';
import { useLanguage, useT } from '@/shared/i18n/t';
import { shortMoment } from '@/shared/lib/times';
import { useNow } from '@/shared/lib/use-now';
import { buttonClass } from '@/shared/ui/button/button';
import { Icon, type IconName } from '@/shared/ui/icon/icon';
import { CopyRow } from './copy-row';
import { Fact } from './fact';

/** How a state looks: shape, word, and colour last. */
export const LOOK: Record<SetUpState, { icon: IconName; tone: string }> = {
  waiting: { icon: 'ring', tone: 'dim' },
  done: { icon: 'ok', tone: 't-ok' },
  problem: { icon: 'alert', tone: 't-danger' },
};

interface StepProps {
  /** The account. */
  id: string;
  number: number;
  step: SetUpStepView;
  values: (keys: readonly string[], onSaved: () => void) => ReactNode;
  onAsk: () => Promise<void>;
}

/** One step: what to do, where, with which values, and how far it is. */
export function Step({ id, number, step, values, onAsk }: StepProps) {
  const heading = useId();
  // What was done before stays folded; what becomes done now stays open: nothing moves under the hand.
  const [open, setOpen] = useState(step.state !== 'done');
  const { icon, tone } = LOOK[step.state];
  return (
    <li className={`guide-step guide-${step.state}`} aria-labelledby={heading}>
      <h2 className="guide-head" id={heading}>
        <button type="button" aria-expanded={open} onClick={() => setOpen(!open)}>
          <Icon name={icon} className={tone} />
          <span className="guide-title">
            <span className="num">{number}.</span> {step.title}
          </span>
          <StateWords step={step} />
          <Icon name={open ? 'chevron-down' : 'chevron-end'} size="s" className="dim" flip={!open} />
        </button>
      </h2>
      {open && (
        <div className="guide-body">
          <p>{step.text}</p>
          {step.links.length > 0 && (
            <p className="guide-links">
              {step.links.map(({ label, url }) => (
                <a key={label} className={buttonClass({ size: 's' })} href={url} target="_blank" rel="noopener noreferrer">
                  {label}
                  <Icon name="external" size="s" />
                </a>
              ))}
            </p>
          )}
          {step.copy.map((value) => (
            <CopyRow key={value.label ?? value.kind} value={value} />
          ))}
          {entered(step).length > 0 && values(step.enter, () => void onAsk())}
          <ul className="guide-facts">
            {step.facts.map((fact) => (
              <Fact key={fact.what} id={id} fact={fact} onAsk={onAsk} />
            ))}
          </ul>
        </div>
      )}
    </li>
  );
}

/** A value that stands there to be copied is not entered once more. */
const entered = ({ enter, copy }: SetUpStepView): readonly string[] => {
  const shown = copy.find(({ kind }) => kind === 'verify_token');
  return shown && shown.value !== '' ? [] : enter;
};

function StateWords({ step }: { step: SetUpStepView }) {
  const t = useT();
  const language = useLanguage();
  const now = useNow();
  if (step.state === 'waiting') return <span className="guide-state dim">{t('admin-set-up:state.waiting')}</span>;
  if (step.state === 'problem') return <span className="guide-state t-danger">{t('admin-set-up:state.problem')}</span>;
  return (
    <span className="guide-state t-ok num">
      {step.done_at ? t('admin-set-up:state.doneAt', { time: shortMoment(step.done_at, now, language) }) : t('admin-set-up:state.done')}
    </span>
  );
}
