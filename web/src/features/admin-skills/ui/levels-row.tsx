import { memo, useState } from 'react';
import { parseLevel } from '@/features/admin-common/parts/level';
import type { SkillView, UserView } from '@/shared/api/schema';
import { useT } from '@/shared/i18n/t';
import { cellKey, type Place } from '../model/matrix';

interface LevelsRowProps {
  user: UserView;
  skills: readonly SkillView[];
  row: number;
  /** The row's levels in the order of the skills, joined by commas: texts compare fast, so only edited rows draw anew. */
  levels: string;
  /** One `0` or `1` per skill: not applied yet. */
  changed: string;
  /** The column that Tab stops at, when it is in this row. */
  stop: number | undefined;
  chosen: boolean;
  onChoose: (on: boolean) => void;
  onSet: (key: string, level: number) => void;
  onFocus: (place: Place) => void;
}

const sameRow = (a: LevelsRowProps, b: LevelsRowProps): boolean =>
  a.user === b.user && a.skills === b.skills && a.levels === b.levels && a.changed === b.changed && a.stop === b.stop && a.chosen === b.chosen && a.row === b.row;

/** The levels of one user. */
export const LevelsRow = memo(function LevelsRow(props: LevelsRowProps) {
  const { user, skills, row, levels, changed, stop, chosen, onChoose, onSet, onFocus } = props;
  const t = useT();
  const values = levels.split(',').map(Number);
  return (
    <tr className={chosen ? 'tbl-chosen' : undefined}>
      <th scope="row" className="levels-name">
        <label className="levels-user">
          <input
            type="checkbox"
            className="check-box"
            aria-label={t('admin-people:levels.choose', { name: user.name })}
            checked={chosen}
            onChange={(event) => onChoose(event.target.checked)}
          />
          <span className="trunc" title={user.name}>
            {user.name}
          </span>
        </label>
      </th>
      {skills.map((skill, column) => (
        <td key={skill.id} className="levels-cell">
          <LevelInput
            label={`${user.name}, ${skill.name}`}
            level={values[column] ?? 0}
            changed={changed[column] === '1'}
            row={row}
            column={column}
            stop={stop === column}
            onFocus={() => onFocus({ row, column })}
            onSet={(level) => onSet(cellKey(user.id, skill.id), level)}
          />
        </td>
      ))}
    </tr>
  );
}, sameRow);

interface LevelInputProps {
  label: string;
  level: number;
  changed: boolean;
  row: number;
  column: number;
  stop: boolean;
  onFocus: () => void;
  onSet: (level: number) => void;
}

/** One level. What is no level is marked and not taken until it is one. */
function LevelInput({ label, level, changed, row, column, stop, onFocus, onSet }: LevelInputProps) {
  const [typed, setTyped] = useState<string>();
  const bad = typed !== undefined && parseLevel(typed) === undefined;
  return (
    <input
      className={`level-inp num${changed ? ' level-changed' : ''}${bad ? ' level-bad' : ''}`}
      inputMode="numeric"
      autoComplete="off"
      aria-label={label}
      aria-invalid={bad || undefined}
      data-row={row}
      data-column={column}
      tabIndex={stop ? 0 : -1}
      placeholder="–"
      value={typed ?? (level === 0 ? '' : String(level))}
      onFocus={onFocus}
      onBlur={() => setTyped(undefined)}
      onChange={(event) => {
        const read = parseLevel(event.target.value);
        setTyped(event.target.value);
        if (read !== undefined) onSet(read);
      }}
    />
  );
}
