import { useT } from '@/shared/i18n/t';
import { TextArea, TextField } from '@/shared/ui/field/field';
import type { CannedText } from '../model/draft';
import { RowButtons } from './row-buttons';
import './services.css';

interface CannedRowProps {
  text: CannedText;
  errors: { shortcut: string | undefined; title: string | undefined; text: string | undefined };
  fresh: boolean;
  first: boolean;
  last: boolean;
  onChange: (change: Partial<CannedText>) => void;
  onMove: (step: -1 | 1) => void;
  onRemove: () => void;
}

/** One prepared text. */
export function CannedRow({ text, errors, fresh, first, last, onChange, onMove, onRemove }: CannedRowProps) {
  const t = useT();
  return (
    <li className="canned-row">
      <div className="canned-top">
        <TextField
          label={t('admin-flow:canned.shortcut')}
          error={errors.shortcut}
          value={text.shortcut}
          maxLength={33}
          placeholder="/hello"
          autoFocus={fresh}
          autoCapitalize="off"
          spellCheck={false}
          onChange={(event) => onChange({ shortcut: event.target.value })}
        />
        <TextField label={t('admin-flow:canned.title')} error={errors.title} value={text.title} maxLength={80} onChange={(event) => onChange({ title: event.target.value })} />
        <RowButtons name={text.title || text.shortcut} first={first} last={last} onMove={onMove} onRemove={onRemove} />
      </div>
      <TextArea
        label={t('admin-flow:canned.body')}
        error={errors.text}
        value={text.text}
        maxLength={4000}
        rows={3}
        onChange={(event) => onChange({ text: event.target.value })}
      />
    </li>
  );
}
