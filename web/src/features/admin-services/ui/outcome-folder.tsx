import { useState } from 'react';
import type { FieldErrors } from '@/features/admin-common/form/field-errors';
import { useT } from '@/shared/i18n/t';
import { Button, IconButton } from '@/shared/ui/button/button';
import type { Outcome } from '../model/outcomes';
import { OutcomeRow } from './outcome-row';
import './services.css';

interface OutcomeFolderProps {
  folder: string;
  outcomes: readonly Outcome[];
  /** In the order in which they are sent: faults name their places. */
  allOutcomes: readonly Outcome[];
  folderNames: readonly string[];
  errors: FieldErrors;
  fresh: string | undefined;
  first: boolean;
  last: boolean;
  onChange: (key: string, change: Partial<Outcome>) => void;
  onMove: (key: string, step: -1 | 1) => void;
  onRemove: (key: string) => void;
  onAdd: () => void;
  onRename: (name: string) => void;
  onMoveFolder: (step: -1 | 1) => void;
}

/** The outcomes of one folder. */
export function OutcomeFolderView(props: OutcomeFolderProps) {
  const { folder, outcomes, allOutcomes, folderNames, errors, fresh, first, last } = props;
  const t = useT();
  const title = folder || t('admin-flow:disposition.noFolder');
  return (
    <section className="rows-group" aria-label={title}>
      <header className="rows-head">
        {folder ? <FolderName key={folder} name={folder} onRename={props.onRename} /> : <h3 className="mut">{title}</h3>}
        <span className="sp" />
        <IconButton icon="arrow-up" size="s" label={t('admin-flow:disposition.folderUp', { name: title })} offReason={first ? t('admin-flow:row.isFirst') : undefined} onClick={() => props.onMoveFolder(-1)} />
        <IconButton icon="arrow-down" size="s" label={t('admin-flow:disposition.folderDown', { name: title })} offReason={last ? t('admin-flow:row.isLast') : undefined} onClick={() => props.onMoveFolder(1)} />
      </header>
      <ul>
        {outcomes.map((outcome, at) => {
          const place = allOutcomes.findIndex(({ key }) => key === outcome.key);
          return (
            <OutcomeRow
              key={outcome.key}
              outcome={outcome}
              folderNames={folderNames}
              nameError={errors[`dispositions[${place}].name`] ?? errors[`dispositions[${place}]`]}
              codeError={errors[`dispositions[${place}].code`] ?? errors[`dispositions[${place}].folder`]}
              fresh={fresh === outcome.key}
              first={at === 0}
              last={at === outcomes.length - 1}
              onChange={(change) => props.onChange(outcome.key, change)}
              onMove={(step) => props.onMove(outcome.key, step)}
              onRemove={() => props.onRemove(outcome.key)}
            />
          );
        })}
      </ul>
      <Button variant="quiet" size="s" icon="plus" onClick={props.onAdd}>
        {t('admin-flow:disposition.add')}
      </Button>
    </section>
  );
}

/** The name of a folder: taken when the field is left, so that half a name never joins two folders. */
function FolderName({ name, onRename }: { name: string; onRename: (name: string) => void }) {
  const t = useT();
  const [typed, setTyped] = useState(name);
  const done = () => {
    const wanted = typed.trim();
    if (wanted && wanted !== name) onRename(wanted);
    else setTyped(name);
  };
  return (
    <input
      className="inp folder-name"
      dir="auto"
      aria-label={t('admin-flow:disposition.folder')}
      maxLength={80}
      value={typed}
      onChange={(event) => setTyped(event.target.value)}
      onBlur={done}
      onKeyDown={(event) => {
        if (event.key === 'Enter') event.currentTarget.blur();
      }}
    />
  );
}
