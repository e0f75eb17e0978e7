import { describe, expect, it } from 'vitest';
import type { UserView } from '@/shared/api/schema';
import { changedKeys } from '../../admin-common/form/changes';
import { cellKey, cellOf, cellsAt, levelsOf, moved, toSet, type Levels } from './matrix';

const withLevels = (levels: Levels, cells: readonly string[], level: number): Levels => ({ ...levels, ...cellsAt(cells, level) });

const user = (id: string, skills: UserView['skills']): UserView => ({
  id,
  username: id,
  name: id,
  roles: ['agent'],
  skills,
  second_factor: false, disabled: false,
  created_at: 0,
  updated_at: 0,
});

const base = levelsOf([user('ana', [{ skill_id: 'es', level: 80 }]), user('bo', [])]);

describe('levels', () => {
  it('are read from the users', () => {
    expect(base).toEqual({ [cellKey('ana', 'es')]: 80 });
    expect(cellOf(cellKey('ana', 'es'))).toEqual({ userId: 'ana', skillId: 'es' });
  });

  it('are set in one cell or many', () => {
    const next = withLevels(base, [cellKey('ana', 'es'), cellKey('bo', 'es')], 60);
    expect(toSet(next, changedKeys(base, next))).toEqual([
      { user_id: 'ana', skill_id: 'es', level: 60 },
      { user_id: 'bo', skill_id: 'es', level: 60 },
    ]);
  });

  it('at 0 take the skill away', () => {
    const next = withLevels(base, [cellKey('ana', 'es')], 0);
    expect(toSet(next, changedKeys(base, next))).toEqual([{ user_id: 'ana', skill_id: 'es', level: 0 }]);
  });

  it('change nothing when they are set and taken back', () => {
    const cell = [cellKey('bo', 'es')];
    expect(changedKeys(base, withLevels(withLevels(base, cell, 50), cell, 0))).toEqual([]);
  });
});

describe('moving by keys', () => {
  const at = { row: 1, column: 1 };

  it('goes one cell, or to the edge with Ctrl', () => {
    expect(moved(at, 'ArrowUp', false, 3, 3)).toEqual({ row: 0, column: 1 });
    expect(moved(at, 'Enter', false, 3, 3)).toEqual({ row: 2, column: 1 });
    expect(moved(at, 'ArrowRight', true, 3, 5)).toEqual({ row: 1, column: 4 });
    expect(moved(at, 'End', true, 3, 5)).toEqual({ row: 2, column: 4 });
    expect(moved(at, 'Home', false, 3, 5)).toEqual({ row: 1, column: 0 });
  });

  it('stays inside', () => {
    for (const key of ['ArrowUp', 'ArrowLeft']) expect(moved({ row: 0, column: 0 }, key, false, 3, 3)).toEqual({ row: 0, column: 0 });
    for (const key of ['ArrowDown', 'ArrowRight', 'Enter']) expect(moved({ row: 2, column: 2 }, key, false, 3, 3)).toEqual({ row: 2, column: 2 });
  });

  it('leaves other keys alone', () => {
    expect(moved(at, 'Tab', false, 3, 3)).toBeUndefined();
    expect(moved(at, '5', false, 3, 3)).toBeUndefined();
  });
});
