import { HOUR, MINUTE, startOfDay } from '../lib/times';

/** A moment that is offered. */
export interface Moment {
  readonly name: 'minutes' | 'hours' | 'evening' | 'tomorrow';
  readonly at: number;
}

const at = (day: number, hours: number): number => new Date(day).setHours(hours, 0, 0, 0);

/** Moments one often wants, those that are still to come and before `until`. */
export const usualMoments = (now: number, until: number | undefined): Moment[] => {
  const today = startOfDay(now);
  const tomorrow = startOfDay(today + 36 * HOUR);
  const moments: Moment[] = [
    { name: 'minutes', at: now + 30 * MINUTE },
    { name: 'hours', at: now + 2 * HOUR },
    { name: 'evening', at: at(today, 17) },
    { name: 'tomorrow', at: at(tomorrow, 9) },
  ];
  return moments.filter((moment) => moment.at > now && (until === undefined || moment.at <= until));
};

const two = (number: number): string => String(number).padStart(2, '0');

/** A moment as the browser's field for date and time has it: local time, minutes. */
export const toField = (moment: number): string => {
  const date = new Date(moment);
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}T${two(date.getHours())}:${two(date.getMinutes())}`;
};

/** Reads it back; undefined while it is not whole. */
export const fromField = (text: string): number | undefined => {
  const moment = /^\d{4}-\d\d-\d\dT\d\d:\d\d/.test(text) ? new Date(text).getTime() : NaN;
  return Number.isNaN(moment) ? undefined : moment;
};
