import { useId, type ComponentProps, type ReactNode } from 'react';
import './field.css';

interface CheckProps extends Omit<ComponentProps<'input'>, 'type' | 'id'> {
  label: ReactNode;
  hint?: ReactNode;
}

const Words = ({ id, label, hint }: { id: string; label: ReactNode; hint?: ReactNode }) => (
  <span className="check-words">
    <span>{label}</span>
    {hint && (
      <span className="hint" id={id}>
        {hint}
      </span>
    )}
  </span>
);

/** Yes or no, applied with the form. */
export function Checkbox({ label, hint, ...rest }: CheckProps) {
  const id = useId();
  return (
    <label className="check">
      <input type="checkbox" {...rest} className="check-box" aria-describedby={hint ? id : undefined} />
      <Words id={id} label={label} hint={hint} />
    </label>
  );
}

/** One of several that exclude each other. */
export function Radio({ label, hint, ...rest }: CheckProps) {
  const id = useId();
  return (
    <label className="check">
      <input type="radio" {...rest} className="check-box radio" aria-describedby={hint ? id : undefined} />
      <Words id={id} label={label} hint={hint} />
    </label>
  );
}

/** On or off, for a thing that works while it is on. */
export function Switch({ label, hint, ...rest }: CheckProps) {
  const id = useId();
  return (
    <label className="check">
      <input type="checkbox" role="switch" {...rest} className="switch" aria-describedby={hint ? id : undefined} />
      <Words id={id} label={label} hint={hint} />
    </label>
  );
}
