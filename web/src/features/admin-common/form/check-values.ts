import type { Translate } from '@/shared/i18n/t';
import { durationText, parseDuration } from '../parts/duration';

/** Collects the faults of a form by path; the first fault of a path stays. */
export const faults = (t: Translate) => {
  const found: Record<string, string> = {};
  const add = (path: string, message: string) => {
    found[path] ??= message;
  };
  return {
    found,
    add,
    /** A text that must be there and not be longer than `max` characters. */
    text: (path: string, value: string, max: number) => {
      if (value.trim() === '') add(path, t('admin:fault.missing'));
      else if ([...value.trim()].length > max) add(path, t('admin:fault.tooLong', { max }));
    },
    /** A text that may be missing. */
    optional: (path: string, value: string, max: number) => {
      if ([...value.trim()].length > max) add(path, t('admin:fault.tooLong', { max }));
    },
    /** A whole number within limits. */
    number: (path: string, value: string, min: number, max: number) => {
      const number = Number(value);
      if (!/^\d+$/.test(value.trim()) || number < min || number > max) add(path, t('admin:fault.range', { min, max }));
    },
    /** A duration within limits, ms. */
    duration: (path: string, value: string, min: number, max: number) => {
      const ms = parseDuration(value);
      if (ms === undefined) add(path, t('admin:fault.duration'));
      else if (ms < min || ms > max) add(path, t('admin:fault.durationRange', { min: durationText(min), max: durationText(max) }));
    },
  };
};
