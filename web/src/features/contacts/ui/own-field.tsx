import type { ContactField } from '@/shared/api/schema';
import { useLanguage, useT, type Translate } from '@/shared/i18n/t';
import { fromIsoDay, shortDay } from '@/shared/lib/times';
import { SelectField, TextField } from '@/shared/ui/field/field';

interface OwnFieldProps {
  field: ContactField;
  value: string;
  error: string | undefined;
  onChange: (value: string) => void;
}

/** One of the tenant's own fields in a form. */
export function OwnField({ field, value, error, onChange }: OwnFieldProps) {
  const t = useT();
  const optional = field.required ? undefined : t('contacts:optional');
  const kind = field.kind ?? 'text';
  if (kind === 'choice' || kind === 'yes_no') {
    const choices = kind === 'choice' ? (field.choices ?? []).map((choice) => ({ value: choice, label: choice })) : (['yes', 'no'] as const).map((answer) => ({ value: answer, label: t(`contacts:${answer}`) }));
    return (
      <SelectField label={field.label} optional={optional} value={value} error={error} onChange={(event) => onChange(event.target.value)}>
        <option value="">{t('contacts:notSaid')}</option>
        {choices.map((choice) => (
          <option key={choice.value} value={choice.value}>
            {choice.label}
          </option>
        ))}
      </SelectField>
    );
  }
  return (
    <TextField
      label={field.label}
      optional={optional}
      type={kind === 'date' ? 'date' : 'text'}
      inputMode={kind === 'number' ? 'decimal' : undefined}
      maxLength={200}
      autoComplete="off"
      value={value}
      error={error}
      onChange={(event) => onChange(event.target.value)}
    />
  );
}

/** A value of one of the tenant's own fields in words. */
export const ownValue = (field: ContactField, value: string, t: Translate, language: string): string => {
  if (field.kind === 'yes_no') return value === 'yes' ? t('contacts:yes') : t('contacts:no');
  const day = field.kind === 'date' ? fromIsoDay(value) : undefined;
  return day === undefined ? value : shortDay(day, language);
};

/** The tenant's own fields of a contact that have a value, as terms and words. */
export function OwnValues({ fields, values }: { fields: readonly ContactField[]; values: Readonly<Record<string, string>> }) {
  const t = useT();
  const language = useLanguage();
  return fields.map((field) => {
    const value = values[field.key];
    if (!value) return null;
    return (
      <div key={field.key} className="contact-pair">
        <dt>{field.label}</dt>
        <dd>
          <bdi>{ownValue(field, value, t, language)}</bdi>
        </dd>
      </div>
    );
  });
}
