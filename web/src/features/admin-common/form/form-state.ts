import { changedKeys, rebase, takeTheirs, type KeyOf, type Values } from './changes';
import { withoutKey, type FieldErrors } from './field-errors';

/** A form between loading and applying. `E` is the applied entity, `D` its editable values. */
export interface FormState<E, D extends Values> {
  /** The applied entity that `base` was made from; undefined while something new is written. */
  applied: E | undefined;
  base: D;
  draft: D;
  /** Changed by me and, to something else, by somebody else; undecided. */
  conflicts: readonly KeyOf<D>[];
  /** Faults by path. */
  errors: FieldErrors;
}

/** A form that was just opened. */
export const opened = <E, D extends Values>(applied: E | undefined, base: D): FormState<E, D> => ({
  applied,
  base,
  draft: base,
  conflicts: [],
  errors: {},
});

/** I edit some values. Their faults go: they speak of the old values. */
export const edited = <E, D extends Values>(state: FormState<E, D>, values: Partial<D>): FormState<E, D> => ({
  ...state,
  draft: { ...state.draft, ...values },
  errors: Object.keys(values).reduce(withoutKey, state.errors),
});

/** I give up my changes. */
export const discarded = <E, D extends Values>(state: FormState<E, D>): FormState<E, D> => opened(state.applied, state.base);

/** Newer applied values came, from the server's news or after a refusal. */
export const overtaken = <E, D extends Values>(state: FormState<E, D>, applied: E, base: D): FormState<E, D> => {
  const { draft, conflicts } = rebase(state.base, state.draft, base);
  const open = changedKeys(base, draft);
  const undecided = new Set([...state.conflicts, ...conflicts]);
  return { ...state, applied, base, draft, conflicts: open.filter((key) => undecided.has(key)) };
};

/** My values were applied. What I edited while they were on their way stays mine. */
export const saved = <E, D extends Values>(state: FormState<E, D>, sent: D, applied: E, base: D): FormState<E, D> => ({
  ...opened(applied, base),
  draft: rebase(sent, state.draft, base).draft,
});

/** The person decided about the conflicts. */
export const decided = <E, D extends Values>(state: FormState<E, D>, whose: 'mine' | 'theirs'): FormState<E, D> => ({
  ...state,
  draft: whose === 'mine' ? state.draft : takeTheirs(state.draft, state.base, state.conflicts),
  conflicts: [],
});
