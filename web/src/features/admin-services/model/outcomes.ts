import type { DispositionInput, DispositionKind, DispositionView } from '@/shared/api/schema';

/** An outcome as it is edited. `key` tells rows apart that have no id yet. */
export interface Outcome {
  key: string;
  id: string | undefined;
  name: string;
  folder: string;
  code: string;
  kind: DispositionKind;
}

/** Outcomes under one heading; the heading without a name stands for those in no folder. */
export interface OutcomeFolder {
  folder: string;
  outcomes: readonly Outcome[];
}

/** The outcomes that an administrator may edit; those that Parlance sets by itself are not among them. */
export const editable = (dispositions: readonly DispositionView[]): Outcome[] =>
  gathered(
    dispositions
      .filter(({ kind }) => kind !== 'system')
      .map(({ id, name, folder, code, kind }) => ({ key: id, id, name, folder: folder ?? '', code: code ?? '', kind })),
  );

/** What is sent: all outcomes in order; those with an id are kept. */
export const toInput = (outcomes: readonly Outcome[]): DispositionInput[] =>
  outcomes.map(({ id, name, folder, code, kind }) => ({
    id: id ?? null,
    name: name.trim(),
    folder: folder.trim() || null,
    code: code.trim() || null,
    kind,
  }));

/** Outcomes by folder, in the order in which the folders first appear. */
export const folders = (outcomes: readonly Outcome[]): OutcomeFolder[] =>
  [...new Set(outcomes.map(({ folder }) => folder))].map((folder) => ({
    folder,
    outcomes: outcomes.filter((outcome) => outcome.folder === folder),
  }));

/** The same outcomes with those of a folder standing together. */
export const gathered = (outcomes: readonly Outcome[]): Outcome[] => folders(outcomes).flatMap((folder) => [...folder.outcomes]);

/** With one outcome changed. A new folder moves it there. */
export const withOutcome = (outcomes: readonly Outcome[], key: string, change: Partial<Outcome>): Outcome[] => {
  const next = outcomes.map((outcome) => (outcome.key === key ? { ...outcome, ...change } : outcome));
  return 'folder' in change ? gathered(next) : next;
};

/** With one more outcome at the end of a folder. */
export const withNew = (outcomes: readonly Outcome[], folder: string, key: string): Outcome[] =>
  gathered([...outcomes, { key, id: undefined, name: '', folder, code: '', kind: 'final' }]);

/** With an outcome moved up (-1) or down (1) within its folder; at the folder's edge nothing moves. */
export const withMoved = (outcomes: readonly Outcome[], key: string, step: -1 | 1): Outcome[] => {
  const at = outcomes.findIndex((outcome) => outcome.key === key);
  const [mine, other] = [outcomes[at], outcomes[at + step]];
  if (!mine || !other || mine.folder !== other.folder) return [...outcomes];
  const next = [...outcomes];
  next[at] = other;
  next[at + step] = mine;
  return next;
};

/** With a folder moved up (-1) or down (1) among the folders. */
export const withFolderMoved = (outcomes: readonly Outcome[], folder: string, step: -1 | 1): Outcome[] => {
  const all = folders(outcomes);
  const at = all.findIndex((each) => each.folder === folder);
  const [mine, other] = [all[at], all[at + step]];
  if (!mine || !other) return [...outcomes];
  all[at] = other;
  all[at + step] = mine;
  return all.flatMap((each) => [...each.outcomes]);
};

/** With a folder called otherwise; a name that another folder has joins the two. */
export const withFolderNamed = (outcomes: readonly Outcome[], folder: string, name: string): Outcome[] =>
  gathered(outcomes.map((outcome) => (outcome.folder === folder ? { ...outcome, folder: name } : outcome)));
