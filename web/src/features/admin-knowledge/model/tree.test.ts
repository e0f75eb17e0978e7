import { describe, expect, it } from 'vitest';
import { branches, within } from './tree';

const folder = (id: string, name: string, parent_id?: string) => ({ id, name, updated_at: 0, ...(parent_id ? { parent_id } : {}) });
const folders = [folder('a', 'Shop'), folder('b', 'Returns', 'a'), folder('c', 'Labels', 'b'), folder('d', 'Press')];

describe('the tree of folders', () => {
  it('puts each folder below the one it is in', () => {
    expect(branches(folders).map(({ path, depth }) => [path, depth])).toEqual([
      ['Shop', 0],
      ['Shop › Returns', 1],
      ['Shop › Returns › Labels', 2],
      ['Press', 0],
    ]);
  });

  it('knows what is in a folder, however deep', () => {
    expect([...within(folders, 'a')]).toEqual(['a', 'b', 'c']);
    expect([...within(folders, 'd')]).toEqual(['d']);
  });
});
