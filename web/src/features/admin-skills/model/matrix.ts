import type { UserSkillLevel, UserView } from '@/shared/api/schema';

/** Levels by cell; a cell that is absent or undefined is level 0: the skill is not held. */
export type Levels = Readonly<Record<string, number | undefined>>;

const SEPARATOR = '/';

/** The name of the cell where a user's level of a skill stands. */
export const cellKey = (userId: string, skillId: string): string => `${userId}${SEPARATOR}${skillId}`;

/** The user and the skill of a cell. */
export const cellOf = (key: string): { userId: string; skillId: string } => {
  const at = key.indexOf(SEPARATOR);
  return { userId: key.slice(0, at), skillId: key.slice(at + 1) };
};

/** All levels that users hold. */
export const levelsOf = (users: readonly UserView[]): Levels =>
  Object.fromEntries(users.flatMap((user) => user.skills.map(({ skill_id, level }) => [cellKey(user.id, skill_id), level])));

/** The same level for some cells, to be laid over the others; level 0 is no level, so that setting one and clearing it changes nothing. */
export const cellsAt = (cells: readonly string[], level: number): Levels =>
  Object.fromEntries(cells.map((key) => [key, level === 0 ? undefined : level]));

/** What is sent: one entry per cell that changes. */
export const toSet = (levels: Levels, changed: readonly string[]): UserSkillLevel[] =>
  changed.map((key) => {
    const { userId, skillId } = cellOf(key);
    return { user_id: userId, skill_id: skillId, level: levels[key] ?? 0 };
  });

/** A place in the table. */
export interface Place {
  row: number;
  column: number;
}

/** Where a key leads from a place; undefined when the key does not move. Never leaves the table. */
export const moved = (from: Place, key: string, ctrl: boolean, rows: number, columns: number): Place | undefined => {
  const last = { row: Math.max(0, rows - 1), column: Math.max(0, columns - 1) };
  const { row, column } = from;
  switch (key) {
    case 'ArrowUp':
      return { row: ctrl ? 0 : Math.max(0, row - 1), column };
    case 'ArrowDown':
    case 'Enter':
      return { row: ctrl ? last.row : Math.min(last.row, row + 1), column };
    case 'ArrowLeft':
      return { row, column: ctrl ? 0 : Math.max(0, column - 1) };
    case 'ArrowRight':
      return { row, column: ctrl ? last.column : Math.min(last.column, column + 1) };
    case 'Home':
      return { row: ctrl ? 0 : row, column: 0 };
    case 'End':
      return { row: ctrl ? last.row : row, column: last.column };
    default:
      return undefined;
  }
};
