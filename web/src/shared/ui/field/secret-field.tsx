import { useId, useState, type ComponentProps } from 'react';
import { useT } from '../../i18n/t';
import { IconButton } from '../button/button';
import { FieldFrame } from './field';

interface SecretFieldProps extends Omit<ComponentProps<'input'>, 'type' | 'id'> {
  label: string;
  hint?: string | undefined;
  error?: string | undefined;
  changed?: boolean;
  /** A link at the end of the label's line. */
  aside?: React.ReactNode;
}

/** A password or token: hidden until the person asks to see what they typed. */
export function SecretField({ label, hint, error, changed = false, aside, ...rest }: SecretFieldProps) {
  const id = useId();
  const t = useT();
  const [shown, setShown] = useState(false);
  return (
    <FieldFrame id={id} label={label} hint={hint} error={error} aside={aside}>
      <span className="secret">
        <input
          spellCheck={false}
          autoCapitalize="off"
          {...rest}
          id={id}
          type={shown ? 'text' : 'password'}
          dir="ltr"
          className={`inp secret-inp${error ? ' inp-bad' : ''}${changed ? ' inp-changed' : ''}`}
          aria-invalid={error ? true : undefined}
          aria-describedby={[error && `${id}-error`, hint && `${id}-hint`].filter(Boolean).join(' ') || undefined}
        />
        <IconButton
          icon={shown ? 'eye-off' : 'eye'}
          label={shown ? t('secret.hide', { label }) : t('secret.show', { label })}
          aria-pressed={shown}
          className="secret-eye"
          onClick={() => setShown(!shown)}
        />
      </span>
    </FieldFrame>
  );
}
