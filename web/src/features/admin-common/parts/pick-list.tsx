import { useState } from 'react';
import { useT } from '@/shared/i18n/t';
import { Checkbox } from '@/shared/ui/field/check';
import { SearchField } from '@/shared/ui/field/search-field';
import { Icon } from '@/shared/ui/icon/icon';
import { finds } from '../page/find';
import './parts.css';

/** One thing that can be picked. */
export interface PickOption {
  id: string;
  label: string;
  /** A quiet second line. */
  detail?: string | undefined;
  /** Cannot be picked, and why; what is picked already can always be given up. */
  offReason?: string | undefined;
}

interface PickListProps {
  label: string;
  /** The label is read out only: it stands beside as a heading. */
  labelHidden?: boolean;
  hint?: string | undefined;
  options: readonly PickOption[];
  selected: readonly string[];
  error?: string | undefined;
  changed: boolean;
  /** There is nothing to pick from: why, and what to do. */
  empty: string;
  onChange: (selected: string[]) => void;
}

/** From so many options on the list can be searched. */
const SEARCH_FROM = 8;

/** Any number of things from a list. */
export function PickList({ label, labelHidden = false, hint, options, selected, error, changed, empty, onChange }: PickListProps) {
  const t = useT();
  const [sought, setSought] = useState('');
  const shown = options.filter((option) => finds(sought, option.label, option.detail));
  const toggle = (id: string, on: boolean) => onChange(on ? [...selected, id] : selected.filter((each) => each !== id));
  return (
    <fieldset className={changed ? 'picks picks-changed' : 'picks'}>
      <legend className={labelHidden ? 'vh' : 'lbl'}>{label}</legend>
      {options.length === 0 && <p className="mut">{empty}</p>}
      {options.length >= SEARCH_FROM && (
        <SearchField label={t('admin:form.findIn', { label })} placeholder={t('admin:form.find')} value={sought} onChange={(event) => setSought(event.target.value)} />
      )}
      {options.length > 0 && (
        <div className="picks-list" data-many={options.length >= SEARCH_FROM || undefined}>
          {shown.map((option) => {
            const on = selected.includes(option.id);
            const off = option.offReason !== undefined && !on;
            return (
              <Checkbox
                key={option.id}
                label={option.label}
                hint={off ? option.offReason : option.detail}
                checked={on}
                disabled={off}
                onChange={(event) => toggle(option.id, event.target.checked)}
              />
            );
          })}
          {shown.length === 0 && <p className="meta">{t('admin:list.noMatch')}</p>}
        </div>
      )}
      {error && (
        <span className="field-error">
          <Icon name="alert" size="s" />
          {error}
        </span>
      )}
      {hint && <span className="hint">{hint}</span>}
    </fieldset>
  );
}
