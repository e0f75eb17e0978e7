import { useState } from 'react';
import { ApiError } from '@/shared/api/errors';
import { changedKeys, same, type KeyOf, type Values } from './changes';
import { serverFieldErrors, type FieldErrors } from './field-errors';
import { decided, discarded, edited, opened, overtaken, saved, type FormState } from './form-state';

/** What a form must know about the thing it edits. */
export interface FormSpec<E, D extends Values> {
  /** The applied entity; undefined while something new is written. */
  applied: E | undefined;
  /** The values of something new. */
  blank: D;
  draftOf: (entity: E) => D;
  /** What the fields are called, in the form's order. */
  labels: Readonly<Record<KeyOf<D>, string>>;
  /** Faults that need no server to be seen, by path. */
  check: (draft: D) => FieldErrors;
  /** Sends the changed values. Refusals are thrown as `ApiError`. */
  save: (draft: D, changed: readonly KeyOf<D>[], applied: E | undefined) => Promise<E>;
  /** Loads the applied entity anew, after a colleague was faster. */
  reload: () => Promise<E>;
  /** Applied: put it where the app keeps it, and go on. */
  onSaved: (entity: E) => void;
  /** Faults were found, e.g. to open the tab where they stand. */
  onFaults?: (errors: FieldErrors) => void;
}

/** A form as its fields see it. */
export interface EntityForm<E, D extends Values> {
  applied: E | undefined;
  base: D;
  draft: D;
  /** Keys of values that differ from what is applied. */
  changed: readonly KeyOf<D>[];
  labels: Readonly<Record<KeyOf<D>, string>>;
  conflicts: readonly KeyOf<D>[];
  errors: FieldErrors;
  /** What else went wrong at the last try. */
  failure: unknown;
  busy: boolean;
  /** Rises with each refusal: the first faulty field, or the question of a conflict, then gets the focus. */
  refusals: number;
  edit: (values: Partial<D>) => void;
  apply: () => Promise<void>;
  discard: () => void;
  decide: (whose: 'mine' | 'theirs') => void;
  /** For a field: its fault and whether it was changed. */
  field: (key: KeyOf<D>) => { error: string | undefined; changed: boolean };
}

/** Keeps the edited values apart from the applied ones, applies them, and settles with colleagues who were faster. */
export const useEntityForm = <E, D extends Values>(spec: FormSpec<E, D>): EntityForm<E, D> => {
  const [state, setState] = useState<FormState<E, D>>(() =>
    opened(spec.applied, spec.applied === undefined ? spec.blank : spec.draftOf(spec.applied)),
  );
  const [failure, setFailure] = useState<unknown>();
  const [busy, setBusy] = useState(false);
  const [refusals, setRefusals] = useState(0);
  const ask = () => setRefusals((before) => before + 1);

  // News from the server while the form is open: settled before anything is drawn.
  let now = state;
  if (spec.applied !== undefined && spec.applied !== state.applied && !busy) {
    now = overtaken(state, spec.applied, spec.draftOf(spec.applied));
    setState(now);
  }

  const refuse = (errors: FieldErrors, why?: unknown) => {
    setState((before) => ({ ...before, errors }));
    setFailure(why);
    spec.onFaults?.(errors);
    ask();
  };

  const send = async (from: FormState<E, D>, mayRetry: boolean): Promise<void> => {
    try {
      const entity = await spec.save(from.draft, changedKeys(from.base, from.draft), from.applied);
      setState((before) => saved(before, from.draft, entity, spec.draftOf(entity)));
      setFailure(undefined);
      spec.onSaved(entity);
    } catch (error) {
      const conflict = error instanceof ApiError && error.code === 'conflict' && mayRetry && from.applied !== undefined;
      if (!conflict || !(await settle(from))) refuse(serverFieldErrors(error), error);
    }
  };

  /** A colleague was faster: take their values; where nothing contradicts, apply mine on top of them. */
  const settle = async (from: FormState<E, D>): Promise<boolean> => {
    const theirs = await spec.reload().catch(() => undefined);
    if (theirs === undefined || same(theirs, from.applied)) return false;
    const next = overtaken(from, theirs, spec.draftOf(theirs));
    setState((before) => ({ ...overtaken(before, theirs, spec.draftOf(theirs)), errors: {} }));
    if (next.conflicts.length === 0) await send(next, false);
    else ask();
    return true;
  };

  const apply = async () => {
    if (busy || (now.applied !== undefined && changedKeys(now.base, now.draft).length === 0)) return;
    const errors = spec.check(now.draft);
    if (now.conflicts.length > 0) ask();
    else if (Object.keys(errors).length > 0) refuse(errors);
    else {
      setBusy(true);
      await send(now, true).finally(() => setBusy(false));
    }
  };

  const changed = changedKeys(now.base, now.draft);
  return {
    applied: now.applied,
    base: now.base,
    draft: now.draft,
    changed,
    labels: spec.labels,
    conflicts: now.conflicts,
    errors: now.errors,
    failure,
    busy,
    refusals,
    edit: (values) => setState((before) => edited(before, values)),
    apply,
    discard: () => {
      setState(discarded);
      setFailure(undefined);
    },
    decide: (whose) => setState((before) => decided(before, whose)),
    field: (key) => ({ error: now.errors[key], changed: now.applied !== undefined && changed.includes(key) }),
  };
};
