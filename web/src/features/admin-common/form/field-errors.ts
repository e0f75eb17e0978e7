import { ApiError } from '@/shared/api/errors';

/** What is wrong, by the path of the field, e.g. `name` or `required_skills[0].level`. */
export type FieldErrors = Readonly<Record<string, string>>;

/** The faults that the server found, by path. A path keeps its first fault. */
export const serverFieldErrors = (error: unknown): FieldErrors => {
  if (!(error instanceof ApiError)) return {};
  const faults: Record<string, string> = {};
  for (const { field, message } of error.fields) faults[field] ??= message;
  return faults;
};

/** Drops the faults of fields that were edited since: a path belongs to a key when it is the key or lies below it. */
export const withoutKey = (errors: FieldErrors, key: string): FieldErrors =>
  Object.fromEntries(Object.entries(errors).filter(([path]) => !belongsTo(path, key)));

/** Whether a path such as `dispositions[2].name` lies in the value named by `key`. */
export const belongsTo = (path: string, key: string): boolean =>
  path === key || path.startsWith(`${key}.`) || path.startsWith(`${key}[`);

/** The faults that no field of the form shows; they must be said elsewhere, never swallowed. */
export const unplaced = (errors: FieldErrors, keys: readonly string[]): string[] =>
  Object.entries(errors)
    .filter(([path]) => !keys.some((key) => belongsTo(path, key)))
    .map(([, message]) => message);

/** The faults below a key, with the rest of their path: `{ '[2].name': … }`. */
export const below = (errors: FieldErrors, key: string): FieldErrors =>
  Object.fromEntries(
    Object.entries(errors)
      .filter(([path]) => belongsTo(path, key))
      .map(([path, message]) => [path.slice(key.length), message]),
  );

/** Whether the value named by `key`, or anything in it, is faulty. */
export const faulty = (errors: FieldErrors, key: string): boolean => Object.keys(errors).some((path) => belongsTo(path, key));
