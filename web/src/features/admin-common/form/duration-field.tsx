import { useT } from '@/shared/i18n/t';
import { TextField } from '@/shared/ui/field/field';
import { durationText, parseDuration } from '../parts/duration';

interface DurationFieldProps {
  label: string;
  hint?: string | undefined;
  error: string | undefined;
  changed: boolean;
  name: string;
  /** As it is typed, e.g. `1:30`. */
  value: string;
  onChange: (value: string) => void;
}

/** A duration, typed as minutes and seconds or with a unit; written out when the field is left. */
export function DurationField({ label, hint, error, changed, name, value, onChange }: DurationFieldProps) {
  const t = useT();
  return (
    <TextField
      label={label}
      hint={hint ?? t('admin:form.durationHint')}
      error={error}
      changed={changed}
      name={name}
      className="num inp-num"
      dir="ltr"
      autoComplete="off"
      value={value}
      onChange={(event) => onChange(event.target.value)}
      onBlur={() => {
        const ms = parseDuration(value);
        if (ms !== undefined) onChange(durationText(ms));
      }}
    />
  );
}
