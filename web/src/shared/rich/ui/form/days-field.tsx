import { useT } from '../../../i18n/t';
import { SelectField } from '../../../ui/field/field';

interface DaysFieldProps {
  days: number;
  most: number;
  error: string | undefined;
  onDays: (days: number) => void;
}

/** For how many days a form can be answered. */
export function DaysField({ days, most, error, onDays }: DaysFieldProps) {
  const t = useT();
  return (
    <SelectField label={t('rich:field.days')} value={days} error={error} onChange={(event) => onDays(Number(event.target.value))}>
      {Array.from({ length: most }, (_, at) => (
        <option key={at} value={at + 1}>
          {at + 1}
        </option>
      ))}
    </SelectField>
  );
}
