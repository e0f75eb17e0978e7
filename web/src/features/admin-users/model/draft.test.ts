import { describe, expect, it } from 'vitest';
import type { UserView } from '@/shared/api/schema';
import type { Translate } from '@/shared/i18n/t';
import { changedKeys } from '../../admin-common/form/changes';
import { blankUser, checkUser, draftOf, toNewUser, toPatch } from './draft';

const t: Translate = (key) => key;

const ana: UserView = {
  id: 'u1',
  username: 'ana.ruiz',
  name: 'Ana Ruiz',
  email: 'ana@alderandpine.example',
  roles: ['agent'],
  team_id: 't1',
  skills: [{ skill_id: 's1', level: 80 }],
  max_chats: 4,
  second_factor: false,
  disabled: false,
  created_at: 1,
  updated_at: 2,
};

const patchOf = (edit: Partial<ReturnType<typeof draftOf>>) => {
  const base = draftOf(ana);
  const draft = { ...base, ...edit };
  return toPatch(draft, changedKeys(base, draft), ana);
};

describe('a change of a user', () => {
  it('sends only what was changed', () => {
    expect(patchOf({ name: ' Ana María Ruiz ' })).toEqual({ name: 'Ana María Ruiz', expected_updated_at: 2 });
  });

  it('clears with null', () => {
    expect(patchOf({ email: '', team_id: '', max_chats: '' })).toEqual({ email: null, team_id: null, max_chats: null, expected_updated_at: 2 });
  });

  it('sends all skills when one is changed', () => {
    expect(patchOf({ skills: [{ skill_id: 's1', level: 60 }] }).skills).toEqual([{ skill_id: 's1', level: 60 }]);
  });
});

describe('a new user', () => {
  it('is complete with name, user name, role and password', () => {
    const draft = { ...blankUser, name: 'Bo Lund', username: 'bo.lund', password: 'a sentence to remember' };
    expect(checkUser(draft, true, t)).toEqual({});
    expect(toNewUser(draft)).toMatchObject({ username: 'bo.lund', email: null, team_id: null, max_chats: null, roles: ['agent'] });
  });

  it('is refused with a fault at each field', () => {
    const draft = { ...blankUser, username: 'bo lund', email: 'bo', roles: [], max_chats: '0', password: 'short', skills: [{ skill_id: 's', level: 0 }] };
    expect(Object.keys(checkUser(draft, true, t)).sort()).toEqual(['email', 'max_chats', 'name', 'password', 'roles', 'skills[0].level', 'username']);
  });

  it('needs no password when the user exists', () => {
    expect(checkUser(draftOf(ana), false, t)).toEqual({});
  });
});
