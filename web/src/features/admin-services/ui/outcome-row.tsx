import type { DispositionKind } from '@/shared/api/schema';
import { useT } from '@/shared/i18n/t';
import { SelectField, TextField } from '@/shared/ui/field/field';
import type { Outcome } from '../model/outcomes';
import { RowButtons } from './row-buttons';
import './services.css';

interface OutcomeRowProps {
  outcome: Outcome;
  folderNames: readonly string[];
  nameError: string | undefined;
  codeError: string | undefined;
  fresh: boolean;
  first: boolean;
  last: boolean;
  onChange: (change: Partial<Outcome>) => void;
  onMove: (step: -1 | 1) => void;
  onRemove: () => void;
}

const KINDS: readonly DispositionKind[] = ['final', 'non_final'];

/** One outcome. */
export function OutcomeRow({ outcome, folderNames, nameError, codeError, fresh, first, last, onChange, onMove, onRemove }: OutcomeRowProps) {
  const t = useT();
  const kind = (value: string): DispositionKind => KINDS.find((each) => each === value) ?? 'final';
  return (
    <li className="outcome">
      <TextField label={t('admin-flow:disposition.name')} error={nameError} value={outcome.name} maxLength={80} autoFocus={fresh} onChange={(event) => onChange({ name: event.target.value })} />
      <SelectField label={t('admin-flow:disposition.kind')} value={outcome.kind} onChange={(event) => onChange({ kind: kind(event.target.value) })}>
        {KINDS.map((each) => (
          <option key={each} value={each}>
            {t(each === 'final' ? 'admin-flow:disposition.final' : 'admin-flow:disposition.nonFinal')}
          </option>
        ))}
      </SelectField>
      <TextField label={t('admin-flow:disposition.code')} error={codeError} value={outcome.code} maxLength={40} className="num" onChange={(event) => onChange({ code: event.target.value })} />
      {folderNames.length > 1 && (
        <SelectField label={t('admin-flow:disposition.folder')} value={outcome.folder} onChange={(event) => onChange({ folder: event.target.value })}>
          {folderNames.map((name) => (
            <option key={name} value={name}>
              {name || t('admin-flow:disposition.noFolder')}
            </option>
          ))}
        </SelectField>
      )}
      <RowButtons name={outcome.name} first={first} last={last} onMove={onMove} onRemove={onRemove} />
    </li>
  );
}
