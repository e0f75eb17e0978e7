import { useT } from '@/shared/i18n/t';
import { IconButton } from '@/shared/ui/button/button';
import { Checkbox } from '@/shared/ui/field/check';
import { SelectField, TextArea, TextField } from '@/shared/ui/field/field';
import { KINDS, type FieldDraft } from '../model/draft';

interface FieldRowProps {
  field: FieldDraft;
  /** Faults by the name of what is wrong: `label`, `key`, `kind`, `choices`. */
  errorOf: (what: string) => string | undefined;
  first: boolean;
  last: boolean;
  onChange: (change: Partial<FieldDraft>) => void;
  onMove: (step: -1 | 1) => void;
  onRemove: () => void;
}

/** One field of contacts. */
export function FieldRow({ field, errorOf, first, last, onChange, onMove, onRemove }: FieldRowProps) {
  const t = useT();
  const name = field.label || t('admin-contacts:unnamed');
  return (
    <li className="cf-row" aria-label={name}>
      <div className="cf-top">
        <TextField
          label={t('admin-contacts:name')}
          autoFocus={field.fresh && !field.label}
          maxLength={60}
          value={field.label}
          error={errorOf('label') ?? errorOf('key')}
          hint={field.fresh ? undefined : t('admin-contacts:key', { key: field.key })}
          onChange={(event) => onChange({ label: event.target.value })}
        />
        <SelectField
          label={t('admin-contacts:kindLabel')}
          disabled={!field.fresh}
          value={field.kind}
          error={errorOf('kind')}
          onChange={(event) => onChange({ kind: KINDS.find((each) => each === event.target.value) ?? 'text' })}
        >
          {KINDS.map((each) => (
            <option key={each} value={each}>
              {t(`admin-contacts:kind.${each}`)}
            </option>
          ))}
        </SelectField>
        <span className="cf-acts">
          <IconButton icon="arrow-up" size="s" label={t('admin-contacts:up', { name })} offReason={first ? t('admin-contacts:isFirst') : undefined} onClick={() => onMove(-1)} />
          <IconButton icon="arrow-down" size="s" label={t('admin-contacts:down', { name })} offReason={last ? t('admin-contacts:isLast') : undefined} onClick={() => onMove(1)} />
          <IconButton icon="trash" size="s" label={t('admin-contacts:remove', { name })} onClick={onRemove} />
        </span>
      </div>
      {field.kind === 'choice' && <TextArea label={t('admin-contacts:choices')} hint={t('admin-contacts:choicesHint')} rows={3} value={field.choices} error={errorOf('choices')} onChange={(event) => onChange({ choices: event.target.value })} />}
      <div className="cf-flags">
        <Checkbox label={t('admin-contacts:required')} checked={field.required} onChange={(event) => onChange({ required: event.target.checked })} />
        <Checkbox label={t('admin-contacts:searchable')} checked={field.searchable} onChange={(event) => onChange({ searchable: event.target.checked })} />
      </div>
    </li>
  );
}
