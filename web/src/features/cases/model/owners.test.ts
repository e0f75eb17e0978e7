import { expect, it } from 'vitest';
import { ownersOf } from './owners';

const me = { id: 'usr_1', name: 'Ana (me)' };
const jonas = { id: 'usr_2', name: 'Jonas' };

it('offers oneself first, every agent once, and whoever looks after it now', () => {
  expect(ownersOf([{ id: 'usr_1', name: 'Ana' }, jonas], { owner_id: 'usr_2', owner: 'Jonas' }, me)).toEqual([me, jonas]);
  expect(ownersOf([jonas], { owner_id: 'usr_9', owner: 'Gone' }, me)).toEqual([me, { id: 'usr_9', name: 'Gone' }, jonas]);
  expect(ownersOf([], { owner_id: null, owner: null }, me)).toEqual([me]);
});
