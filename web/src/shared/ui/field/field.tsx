import { useId, type ComponentProps, type ReactNode } from 'react';
import { Icon } from '../icon/icon';
import './field.css';

interface FieldFrame {
  label: string;
  /** Sentence below. */
  hint?: ReactNode;
  /** What is wrong and what to do; the control becomes invalid. */
  error?: string | undefined;
  /** Changed and not applied yet: accent edge and words. */
  changed?: boolean;
  /** Words that stand at the end of the label's line, e.g. a link. */
  aside?: ReactNode;
  /** Marked as optional in words; required is the normal case. */
  optional?: string | undefined;
}

interface FrameProps extends FieldFrame {
  id: string;
  children: ReactNode;
}

const hintId = (id: string): string => `${id}-hint`;
const errorId = (id: string): string => `${id}-error`;

/** Ids of the sentences that describe a control. */
const describedBy = (id: string, { hint, error }: FieldFrame): string | undefined =>
  [error ? errorId(id) : undefined, hint ? hintId(id) : undefined].filter(Boolean).join(' ') || undefined;

/** Label above, control, then the error or hint. */
export function FieldFrame({ id, label, hint, error, aside, optional, children }: FrameProps) {
  return (
    <div className="field">
      <div className="field-top">
        <label htmlFor={id}>{label}</label>
        {optional && <span className="meta">{optional}</span>}
        {aside && <span className="field-aside">{aside}</span>}
      </div>
      {children}
      {error && (
        <span className="field-error" id={errorId(id)}>
          <Icon name="alert" size="s" />
          {error}
        </span>
      )}
      {hint && (
        <span className="hint" id={hintId(id)}>
          {hint}
        </span>
      )}
    </div>
  );
}

const controlClass = ({ error, changed }: FieldFrame, extra = ''): string =>
  `inp${error ? ' inp-bad' : ''}${changed ? ' inp-changed' : ''} ${extra}`;

const control = (id: string, frame: FieldFrame) => ({
  id,
  'aria-invalid': frame.error ? (true as const) : undefined,
  'aria-describedby': describedBy(id, frame),
});

type Own<T extends 'input' | 'textarea' | 'select'> = Omit<ComponentProps<T>, 'id'> & FieldFrame;

const split = <T extends FieldFrame>(props: T) => {
  const { label, hint, error, changed, aside, optional, ...rest } = props;
  return { frame: { label, hint, error, changed: changed ?? false, aside, optional }, rest };
};

/** One line of text. */
export function TextField({ end, ...props }: Own<'input'> & { /** Buttons inside the control's end. */ end?: ReactNode }) {
  const id = useId();
  const { frame, rest } = split(props);
  const input = <input type="text" dir="auto" {...rest} {...control(id, frame)} className={controlClass(frame, `${end ? 'inp-with-end ' : ''}${rest.className ?? ''}`)} />;
  return (
    <FieldFrame id={id} {...frame}>
      {end ? (
        <span className="inp-row">
          {input}
          {end}
        </span>
      ) : (
        input
      )}
    </FieldFrame>
  );
}

/** Several lines of text. */
export function TextArea(props: Own<'textarea'>) {
  const id = useId();
  const { frame, rest } = split(props);
  return (
    <FieldFrame id={id} {...frame}>
      <textarea dir="auto" rows={3} {...rest} {...control(id, frame)} className={controlClass(frame, rest.className)} />
    </FieldFrame>
  );
}

/** One of a short list. */
export function SelectField({ children, ...props }: Own<'select'>) {
  const id = useId();
  const { frame, rest } = split(props);
  return (
    <FieldFrame id={id} {...frame}>
      <span className="sel">
        <select {...rest} {...control(id, frame)} className={controlClass(frame, rest.className)}>
          {children}
        </select>
        <Icon name="chevron-down" size="s" />
      </span>
    </FieldFrame>
  );
}
