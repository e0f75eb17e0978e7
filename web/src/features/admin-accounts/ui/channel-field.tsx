import type { FormField, SecretView } from '@/shared/api/schema';
import type { EntityForm } from '@/features/admin-common/form/use-entity-form';
import { useT } from '@/shared/i18n/t';
import { Banner } from '@/shared/ui/banner/banner';
import { Checkbox } from '@/shared/ui/field/check';
import { TextField } from '@/shared/ui/field/field';
import type { AccountView } from '@/shared/api/schema';
import type { AccountDraft } from '../model/draft';
import { SealedField } from './sealed-field';
import { VerifyTokenField } from './verify-token-field';

/** The form of an account. */
export type AccountForm = EntityForm<AccountView, AccountDraft>;

interface ChannelFieldProps {
  form: AccountForm;
  field: FormField;
  /** What is known of a stored secret. */
  stored: SecretView | undefined;
  /** A new secret is being entered although one is stored. */
  replacing: boolean;
  onReplacing: (replacing: boolean) => void;
}

/** One value of an account's form, entered as its channel describes it. */
export function ChannelField({ form, field, stored, replacing, onReplacing }: ChannelFieldProps) {
  const t = useT();
  const value = form.draft[field.key] ?? '';
  const { error, changed } = form.field(field.key);
  const edit = (entered: string | null | undefined) => form.edit({ [field.key]: entered });
  const common = { label: field.label, hint: field.hint ?? undefined, error, changed, name: field.key, maxLength: field.max_length };
  switch (field.kind) {
    case 'text':
      return <TextField {...common} value={value} autoComplete="off" spellCheck={false} onChange={(event) => edit(event.target.value)} />;
    case 'digits':
      return (
        <TextField
          {...common}
          // A pasted id may hold more than digits; it is shown whole with the fault instead of cut.
          maxLength={field.max_length * 2}
          value={value}
          dir="ltr"
          className="num"
          inputMode="numeric"
          autoComplete="off"
          onChange={(event) => edit(event.target.value.trim())}
        />
      );
    case 'secret':
      return (
        <SealedField
          field={field}
          value={form.draft[field.key]}
          error={error}
          changed={changed}
          stored={stored}
          replacing={replacing}
          onReplacing={onReplacing}
          onChange={edit}
        />
      );
    case 'verify_token':
      return <VerifyTokenField field={field} value={value} error={error} changed={changed} onChange={edit} />;
    case 'switch':
      return (
        <div className="risk">
          <Checkbox
            name={field.key}
            label={<SwitchLabel label={field.label} changed={changed} />}
            hint={field.hint}
            checked={value === 'true'}
            onChange={(event) => edit(event.target.checked ? 'true' : '')}
          />
          {value === 'true' && changed && field.hint && (
            <Banner tone="warn" role="status">
              {t('admin-accounts:unsigned.before')}
            </Banner>
          )}
          {error && <span className="field-error">{error}</span>}
        </div>
      );
  }
}

function SwitchLabel({ label, changed }: { label: string; changed: boolean }) {
  const t = useT();
  return (
    <>
      {label}
      {changed && <span className="changed-words risk-changed"><span className="changed-dot" aria-hidden="true" />{t('admin:form.fieldChanged')}</span>}
    </>
  );
}
