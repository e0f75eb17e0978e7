import { faults } from '@/features/admin-common/form/check-values';
import type { FieldErrors } from '@/features/admin-common/form/field-errors';
import type { NewUser, Role, SkillLevel, UserPatch, UserView } from '@/shared/api/schema';
import type { Translate } from '@/shared/i18n/t';

/** The editable values of a user. Empty texts mean "none". */
export interface UserDraft {
  name: string;
  username: string;
  email: string;
  roles: readonly Role[];
  team_id: string;
  skills: readonly SkillLevel[];
  /** How many chats at once, as typed. */
  max_chats: string;
  language: string;
  /** For a new user only. */
  password: string;
}

/** The roles in the order of what they may do. */
export const ROLES: readonly Role[] = ['agent', 'supervisor', 'administrator', 'author'];

const MAX_CHATS = 100;

/** The values of a new user. */
export const blankUser: UserDraft = {
  name: '',
  username: '',
  email: '',
  roles: ['agent'],
  team_id: '',
  skills: [],
  max_chats: '',
  language: '',
  password: '',
};

/** The values of a user as they are applied. */
export const draftOf = (user: UserView): UserDraft => ({
  name: user.name,
  username: user.username,
  email: user.email ?? '',
  roles: user.roles,
  team_id: user.team_id ?? '',
  skills: user.skills,
  max_chats: user.max_chats == null ? '' : String(user.max_chats),
  language: user.language ?? '',
  password: '',
});

const orNull = (text: string): string | null => text.trim() || null;

/** What is sent to make the user. */
export const toNewUser = (draft: UserDraft): NewUser => ({
  name: draft.name.trim(),
  username: draft.username.trim(),
  email: orNull(draft.email),
  roles: [...draft.roles],
  team_id: orNull(draft.team_id),
  skills: [...draft.skills],
  max_chats: draft.max_chats === '' ? null : Number(draft.max_chats),
  password: draft.password,
});

/** What is sent to change the user: only what was changed; `null` clears. */
export const toPatch = (draft: UserDraft, changed: readonly (keyof UserDraft)[], applied: UserView): UserPatch => {
  const all: Required<Omit<UserPatch, 'expected_updated_at' | 'disabled' | 'password'>> = {
    name: draft.name.trim(),
    username: draft.username.trim(),
    email: orNull(draft.email),
    roles: [...draft.roles],
    team_id: orNull(draft.team_id),
    skills: [...draft.skills],
    max_chats: draft.max_chats === '' ? null : Number(draft.max_chats),
    language: orNull(draft.language),
  };
  const patch = Object.fromEntries(Object.entries(all).filter(([key]) => changed.some((each) => each === key)));
  return { ...patch, expected_updated_at: applied.updated_at };
};

/** Shortest and longest password, characters. */
export const PASSWORD = { min: 12, max: 128 };

/** What is wrong with a new password. */
export const passwordFault = (password: string, t: Translate): string | undefined => {
  const length = [...password].length;
  if (length === 0) return t('admin:fault.missing');
  if (length < PASSWORD.min) return t('admin-people:fault.passwordShort', { count: PASSWORD.min - length });
  return length > PASSWORD.max ? t('admin:fault.tooLong', { max: PASSWORD.max }) : undefined;
};

/** Faults that need no server to be seen. */
export const checkUser = (draft: UserDraft, isNew: boolean, t: Translate): FieldErrors => {
  const check = faults(t);
  check.text('name', draft.name, 120);
  check.text('username', draft.username, 64);
  if (!/^[A-Za-z0-9._\-@+]*$/.test(draft.username.trim())) check.add('username', t('admin-people:fault.username'));
  if (draft.email.trim() !== '' && !/^[^\s@]+@[^\s@]+$/.test(draft.email.trim())) check.add('email', t('admin-people:fault.email'));
  if (draft.roles.length === 0) check.add('roles', t('admin-people:fault.roles'));
  if (draft.max_chats.trim() !== '') check.number('max_chats', draft.max_chats, 1, MAX_CHATS);
  draft.skills.forEach((held, at) => {
    if (held.level === 0) check.add(`skills[${at}].level`, t('admin-people:fault.level'));
  });
  const password = isNew ? passwordFault(draft.password, t) : undefined;
  if (password) check.add('password', password);
  return check.found;
};
