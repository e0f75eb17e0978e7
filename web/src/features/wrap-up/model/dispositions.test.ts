import { expect, it } from 'vitest';
import { aService } from '@/shared/desk/fixtures/build';
import { byDigit, dispositionFolders } from './dispositions';

const service = aService({
  dispositions: [
    ...aService().dispositions,
    { id: 'dsp_sys', name: 'Abandoned', folder: null, code: null, kind: 'system' },
  ],
});

it('gathers what can be chosen under its headings, with digits in the order of the screen', () => {
  const folders = dispositionFolders(service, '');
  expect(folders.map((folder) => [folder.name, folder.entries.map((entry) => entry.digit)])).toEqual([
    ['Solved', [1, 2, 3]],
    ['Still open', [4, 5]],
  ]);
  expect(byDigit(folders, 4)?.name).toBe('Waiting for the customer’s photos');
  expect(byDigit(folders, 9)).toBeUndefined();
});

it('narrows by words, and counts digits anew', () => {
  const folders = dispositionFolders(service, 'WAREHOUSE');
  expect(byDigit(folders, 1)?.name).toBe('Passed to the warehouse');
});

it('gives no digit beyond nine', () => {
  const many = aService({ dispositions: Array.from({ length: 12 }, (_, at) => ({ id: `d${at}`, name: `D${at}`, kind: 'final' as const })) });
  expect(dispositionFolders(many, '').flatMap((folder) => folder.entries).at(-1)?.digit).toBeUndefined();
});
