import { describe, expect, it } from 'vitest';
import type { DispositionView } from '@/shared/api/schema';
import { editable, folders, toInput, withFolderMoved, withFolderNamed, withMoved, withNew, withOutcome } from './outcomes';

const view = (id: string, folder: string | undefined, kind: DispositionView['kind'] = 'final'): DispositionView => ({ id, name: id.toUpperCase(), folder, kind });

const start = editable([view('a', 'Solved'), view('b', 'Open', 'non_final'), view('c', 'Solved'), view('d', undefined), view('s', undefined, 'system')]);
const names = (outcomes: readonly { key: string }[]) => outcomes.map(({ key }) => key).join('');

describe('the outcomes of a service', () => {
  it('stand by folder, without those of the system', () => {
    expect(folders(start).map(({ folder, outcomes }) => [folder, names(outcomes)])).toEqual([
      ['Solved', 'ac'],
      ['Open', 'b'],
      ['', 'd'],
    ]);
  });

  it('are sent in the order shown, with empty texts as none', () => {
    expect(toInput(start).map(({ id, folder, code }) => [id, folder, code])).toEqual([
      ['a', 'Solved', null],
      ['c', 'Solved', null],
      ['b', 'Open', null],
      ['d', null, null],
    ]);
  });

  it('are added at the end of their folder', () => {
    const next = withNew(start, 'Solved', 'n');
    expect(names(next)).toBe('acnbd');
    expect(toInput(next)[2]).toEqual({ id: null, name: '', folder: 'Solved', code: null, kind: 'final' });
  });

  it('move within their folder only', () => {
    expect(names(withMoved(start, 'c', -1))).toBe('cabd');
    expect(names(withMoved(start, 'c', 1))).toBe('acbd');
    expect(names(withMoved(start, 'a', -1))).toBe('acbd');
  });

  it('go to another folder', () => {
    expect(names(withOutcome(start, 'c', { folder: 'Open' }))).toBe('acbd');
    expect(folders(withOutcome(start, 'c', { folder: 'Open' })).map(({ folder, outcomes }) => [folder, names(outcomes)])).toEqual([
      ['Solved', 'a'],
      ['Open', 'cb'],
      ['', 'd'],
    ]);
  });

  it('move with their folder', () => {
    expect(names(withFolderMoved(start, 'Open', -1))).toBe('bacd');
    expect(names(withFolderMoved(start, 'Solved', -1))).toBe('acbd');
  });

  it('join when two folders get the same name', () => {
    const joined = withFolderNamed(start, 'Open', 'Solved');
    expect(folders(joined)).toHaveLength(2);
    expect(names(joined)).toBe('acbd');
  });
});
