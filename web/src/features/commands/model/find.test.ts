import { expect, it } from 'vitest';
import { findCommands } from './find';

const action = (id: string, name: string, group: string, hidden = false) => ({ id, name, group, hidden, perform: () => undefined });
const all = [action('a', 'Transfer', 'This chat'), action('b', 'End chat', 'This chat'), action('c', 'Records', 'Go to'), action('d', 'Chat 1', 'Chats', true)];

it('finds by beginnings of words in any order, under headings', () => {
  expect(findCommands(all, '').map((group) => [group.name, group.actions.length])).toEqual([
    ['This chat', 2],
    ['Go to', 1],
  ]);
  expect(findCommands(all, 'cha en').flatMap((group) => group.actions.map((each) => each.id))).toEqual(['b']);
  expect(findCommands(all, 'ansfer')).toEqual([]);
});
