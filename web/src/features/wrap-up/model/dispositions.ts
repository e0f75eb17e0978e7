import type { DispositionView, ServiceView } from '@/shared/api/schema';

/** Dispositions under one heading, each with the digit that chooses it. */
export interface Folder {
  name: string | undefined;
  entries: readonly { disposition: DispositionView; digit: number | undefined }[];
}

const fold = (text: string): string => text.normalize('NFD').replace(/\p{M}/gu, '').toLocaleLowerCase();

/** What an agent can choose in a service, in its order; the first nine have a digit. `query` narrows by name. */
export const dispositionFolders = (service: ServiceView | undefined, query: string): Folder[] => {
  const wanted = fold(query.trim());
  const choosable = (service?.dispositions ?? []).filter((each) => each.kind !== 'system');
  const found = choosable.filter((each) => fold(`${each.name} ${each.code ?? ''} ${each.folder ?? ''}`).includes(wanted));
  const folders = new Map<string | undefined, Folder['entries'][number][]>();
  found.forEach((disposition) => {
    const name = disposition.folder ?? undefined;
    folders.set(name, [...(folders.get(name) ?? []), { disposition, digit: undefined }]);
  });
  let digit = 0;
  return [...folders].map(([name, entries]) => ({
    name,
    entries: entries.map((entry) => {
      digit += 1;
      return { ...entry, digit: digit <= 9 ? digit : undefined };
    }),
  }));
};

/** The disposition that a digit chooses. */
export const byDigit = (folders: readonly Folder[], digit: number): DispositionView | undefined =>
  folders.flatMap((folder) => folder.entries).find((entry) => entry.digit === digit)?.disposition;
