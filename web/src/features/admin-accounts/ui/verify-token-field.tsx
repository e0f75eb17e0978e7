import type { FormField } from '@/shared/api/schema';
import { useT } from '@/shared/i18n/t';
import { Button } from '@/shared/ui/button/button';
import { CopyButton } from '@/shared/ui/copy-button/copy-button';
import { TextField } from '@/shared/ui/field/field';
import { randomToken } from '../model/random-token';

interface VerifyTokenFieldProps {
  field: FormField;
  value: string;
  error: string | undefined;
  changed: boolean;
  onChange: (value: string) => void;
}

/** A word that both sides must know: made here at random, copied to the platform. */
export function VerifyTokenField({ field, value, error, changed, onChange }: VerifyTokenFieldProps) {
  const t = useT();
  return (
    <TextField
      label={field.label}
      hint={field.hint}
      error={error}
      changed={changed}
      name={field.key}
      maxLength={field.max_length}
      className="mono"
      dir="ltr"
      autoComplete="off"
      spellCheck={false}
      value={value}
      onChange={(event) => onChange(event.target.value)}
      end={
        <>
          {value && <CopyButton text={value} what={field.label} />}
          <Button icon="reload" onClick={() => onChange(randomToken())}>
            {t('admin-accounts:webhook.generate')}
          </Button>
        </>
      }
    />
  );
}
