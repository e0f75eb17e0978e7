import { useT } from '@/shared/i18n/t';
import { Button, IconButton } from '@/shared/ui/button/button';
import { TextField } from '@/shared/ui/field/field';

interface SeveralProps {
  /** What the first is called, and each other. */
  label: string;
  further: (number: number) => string;
  add: string;
  type: 'email' | 'tel';
  maxLength: number;
  values: readonly string[];
  /** What is wrong with one of them. */
  errorAt: (at: number) => string | undefined;
  onChange: (values: readonly string[]) => void;
}

const MOST = 11;

/** Several values of one kind: the main one first. */
export function Several({ label, further, add, type, maxLength, values, errorAt, onChange }: SeveralProps) {
  const t = useT();
  return (
    <div className="contact-several">
      {values.map((value, at) => (
        // Lines have no identity but their place.
        <div key={at} className="contact-line">
          <TextField
            label={at === 0 ? label : further(at + 1)}
            type={type}
            autoComplete="off"
            autoFocus={at > 0 && value === ''}
            maxLength={maxLength}
            value={value}
            error={errorAt(at)}
            onChange={(event) => onChange(values.map((each, place) => (place === at ? event.target.value : each)))}
          />
          {at > 0 && <IconButton icon="trash" label={t('contacts:takeAway', { what: further(at + 1) })} onClick={() => onChange(values.filter((_, place) => place !== at))} />}
        </div>
      ))}
      {values.length < MOST && (
        <Button size="s" variant="quiet" icon="plus" onClick={() => onChange([...values, ''])}>
          {add}
        </Button>
      )}
    </div>
  );
}
