import { useState } from 'react';
import { serverFieldErrors, unplaced, withoutKey, type FieldErrors } from './field-errors';

interface SmallFormSpec<D extends object, E> {
  start: D;
  check: (draft: D) => FieldErrors;
  save: (draft: D) => Promise<E>;
  onSaved: (saved: E) => void;
}

/** A short form in a dialog: sent as a whole, closed when it was accepted. */
export const useSmallForm = <D extends object, E>({ start, check, save, onSaved }: SmallFormSpec<D, E>) => {
  const [draft, setDraft] = useState(start);
  const [errors, setErrors] = useState<FieldErrors>({});
  const [failure, setFailure] = useState<unknown>();
  const [busy, setBusy] = useState(false);
  return {
    draft,
    errors,
    busy,
    /** Why it was refused, when no field shows it. */
    failure: failure !== undefined && (Object.keys(errors).length === 0 || unplaced(errors, Object.keys(start)).length > 0) ? failure : undefined,
    edit: (values: Partial<D>) => {
      setDraft((before) => ({ ...before, ...values }));
      setErrors((before) => Object.keys(values).reduce(withoutKey, before));
    },
    submit: async () => {
      const faults = check(draft);
      setErrors(faults);
      setFailure(undefined);
      if (busy || Object.keys(faults).length > 0) return;
      setBusy(true);
      try {
        onSaved(await save(draft));
      } catch (error) {
        setErrors(serverFieldErrors(error));
        setFailure(error);
      } finally {
        setBusy(false);
      }
    },
  };
};
