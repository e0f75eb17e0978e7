import { faults } from '@/features/admin-common/form/check-values';
import type { FieldErrors } from '@/features/admin-common/form/field-errors';
import type { CalendarView, OpeningHours, Weekday } from '@/shared/api/schema';
import type { Translate } from '@/shared/i18n/t';

/** The days of a week, Monday first. */
export const WEEKDAYS = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'] as const satisfies readonly Weekday[];

/** Open from a time to a time, as typed: `08:00`. When `to` is not after `from` it is a time of the next day. */
export interface Span {
  from: string;
  to: string;
}

/** A special day as it is edited. `key` tells rows apart. */
export interface Special {
  key: string;
  date: string;
  name: string;
  yearly: boolean;
  open: readonly Span[];
}

/** The editable values of a calendar. */
export interface CalendarDraft {
  name: string;
  zone: string;
  week: Readonly<Record<Weekday, readonly Span[]>>;
  days: readonly Special[];
}

const everyDay = (spans: (day: Weekday) => readonly Span[]): CalendarDraft['week'] => ({
  monday: spans('monday'),
  tuesday: spans('tuesday'),
  wednesday: spans('wednesday'),
  thursday: spans('thursday'),
  friday: spans('friday'),
  saturday: spans('saturday'),
  sunday: spans('sunday'),
});

/** What is usual: Monday to Friday, in the zone of the one who looks. */
export const blankCalendar = (zone: string): CalendarDraft => ({
  name: '',
  zone,
  week: everyDay((day) => (day === 'saturday' || day === 'sunday' ? [] : [{ from: '08:00', to: '18:00' }])),
  days: [],
});

/** Midnight at the end of a day is typed as 00:00. */
const typed = ({ from, to }: Span): Span => ({ from, to: to === '24:00' ? '00:00' : to });

/** The values of a calendar as they are applied. */
export const draftOf = ({ name, hours }: CalendarView): CalendarDraft => ({
  name,
  zone: hours.zone,
  week: everyDay((day) => hours.weekly.filter((span) => span.day === day).map(typed)),
  days: hours.days.map((day) => ({ key: `${day.date}${day.yearly ? 'y' : ''}`, date: day.date, name: day.name, yearly: day.yearly ?? false, open: (day.open ?? []).map(typed) })),
});

/** What the draft says of its hours. */
export const hoursOf = (draft: CalendarDraft): OpeningHours => ({
  zone: draft.zone.trim(),
  weekly: WEEKDAYS.flatMap((day) => draft.week[day].map((span) => ({ day, ...span }))),
  days: draft.days.map(({ date, name, yearly, open }) => ({ date, name: name.trim(), yearly, open: open.map(({ from, to }) => ({ from, to })) })),
});

/** A span that is added: after the last one, else a working day. */
export const nextSpan = (spans: readonly Span[]): Span => {
  const last = spans.at(-1);
  return last && last.to > last.from && last.to < '22:00' ? { from: last.to, to: '22:00' } : { from: '08:00', to: '18:00' };
};

/** The week with Monday's hours on all working days. */
export const likeMonday = (week: CalendarDraft['week']): CalendarDraft['week'] => ({ ...week, tuesday: week.monday, wednesday: week.monday, thursday: week.monday, friday: week.monday });

/** Minutes since midnight. */
export const minutesOf = (time: string): number => {
  const [hours = 0, minutes = 0] = time.split(':').map(Number);
  return hours * 60 + minutes;
};

/** Faults that need no server to be seen. */
export const checkCalendar = (draft: CalendarDraft, t: Translate): FieldErrors => {
  const check = faults(t);
  check.text('name', draft.name, 80);
  check.text('zone', draft.zone, 64);
  const incomplete = (spans: readonly Span[]) => spans.some(({ from, to }) => from === '' || to === '');
  for (const day of WEEKDAYS) if (incomplete(draft.week[day])) check.add(`week.${day}`, t('admin-hours:fault.time'));
  draft.days.forEach((day, at) => {
    check.text(`days[${at}].name`, day.name, 80);
    if (day.date === '') check.add(`days[${at}].date`, t('admin:fault.missing'));
    if (incomplete(day.open)) check.add(`days[${at}].open`, t('admin-hours:fault.time'));
    const first = draft.days.findIndex((other) => other.date === day.date && other.yearly === day.yearly);
    if (day.date !== '' && first < at) check.add(`days[${at}].date`, t('admin-hours:fault.sameDate'));
  });
  return check.found;
};
