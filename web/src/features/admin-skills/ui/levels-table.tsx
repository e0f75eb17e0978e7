import { useRef, useState, type KeyboardEvent } from 'react';
import type { SkillView, UserView } from '@/shared/api/schema';
import { useT } from '@/shared/i18n/t';
import { cellKey, moved, type Levels, type Place } from '../model/matrix';
import { LevelsRow } from './levels-row';
import './skills.css';

interface LevelsTableProps {
  users: readonly UserView[];
  skills: readonly SkillView[];
  levels: Levels;
  /** Cells that are not applied yet. */
  changed: readonly string[];
  chosen: ReadonlySet<string>;
  onChoose: (userIds: readonly string[], on: boolean) => void;
  onSet: (key: string, level: number) => void;
}

/** A caret inside the text moves first; the cell is left at its edge. */
const caretHolds = (input: HTMLInputElement, key: string): boolean => {
  if (input.selectionStart === null || input.selectionStart !== input.selectionEnd) return false;
  if (key === 'ArrowLeft') return input.selectionStart > 0;
  return key === 'ArrowRight' && input.selectionStart < input.value.length;
};

/** The table of levels: one stop for Tab, arrows move inside, digits type. */
export function LevelsTable({ users, skills, levels, changed, chosen, onChoose, onSet }: LevelsTableProps) {
  const t = useT();
  const table = useRef<HTMLTableElement>(null);
  const [place, setPlace] = useState<Place>({ row: 0, column: 0 });
  const marked = new Set(changed);
  const allChosen = users.every((user) => chosen.has(user.id));

  const onKeyDown = (event: KeyboardEvent) => {
    const input = event.target;
    if (!(input instanceof HTMLInputElement) || input.dataset.row === undefined || event.altKey) return;
    if (!event.ctrlKey && caretHolds(input, event.key)) return;
    const rtl = document.documentElement.dir === 'rtl';
    const key = rtl ? ({ ArrowLeft: 'ArrowRight', ArrowRight: 'ArrowLeft' }[event.key] ?? event.key) : event.key;
    const from = { row: Number(input.dataset.row), column: Number(input.dataset.column) };
    const next = moved(from, key, event.ctrlKey, users.length, skills.length);
    if (!next) return;
    event.preventDefault();
    setPlace(next);
    const cell = table.current?.querySelector<HTMLInputElement>(`input[data-row="${next.row}"][data-column="${next.column}"]`);
    cell?.focus();
    cell?.select();
  };

  return (
    <div className="tbl-card levels-card">
      <div className="tbl-wrap" role="region" aria-label={t('admin-people:skill.tabLevels')} tabIndex={-1}>
        <table className="tbl levels-table" ref={table} onKeyDown={onKeyDown}>
          <caption className="vh">{t('admin-people:skill.tabLevels')}</caption>
          <thead>
            <tr>
              <th scope="col" className="levels-name">
                <label className="levels-user">
                  <input
                    type="checkbox"
                    className="check-box"
                    aria-label={t('admin-people:levels.chooseAll')}
                    checked={allChosen}
                    onChange={() => onChoose(users.map(({ id }) => id), !allChosen)}
                  />
                  {t('admin-people:user.name')}
                </label>
              </th>
              {skills.map((skill) => (
                <th key={skill.id} scope="col" className="levels-skill" title={skill.name}>
                  <span>{skill.name}</span>
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {users.map((user, row) => (
              <LevelsRow
                key={user.id}
                user={user}
                skills={skills}
                row={row}
                levels={skills.map((skill) => levels[cellKey(user.id, skill.id)] ?? 0).join(',')}
                changed={skills.map((skill) => (marked.has(cellKey(user.id, skill.id)) ? '1' : '0')).join('')}
                stop={place.row === row ? place.column : undefined}
                chosen={chosen.has(user.id)}
                onChoose={(on) => onChoose([user.id], on)}
                onSet={onSet}
                onFocus={setPlace}
              />
            ))}
          </tbody>
        </table>
      </div>
    </div>
  );
}
