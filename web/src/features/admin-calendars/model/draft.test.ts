import { describe, expect, it } from 'vitest';
import type { CalendarView } from '@/shared/api/schema';
import type { Translate } from '@/shared/i18n/t';
import { blankCalendar, checkCalendar, draftOf, hoursOf, likeMonday, nextSpan } from './draft';

const t: Translate = (key) => key;

const calendar: CalendarView = {
  id: 'cal_1',
  name: 'Office',
  hours: {
    zone: 'Europe/Berlin',
    weekly: [
      { day: 'monday', from: '08:00', to: '12:00' },
      { day: 'monday', from: '13:00', to: '24:00' },
      { day: 'friday', from: '22:00', to: '02:00' },
    ],
    days: [{ date: '2026-12-24', name: 'Eve', yearly: true, open: [{ from: '08:00', to: '12:00' }] }],
  },
  open: true,
  ahead: [],
  next_special: [],
  service_ids: [],
  updated_at: 1,
};

describe('a calendar as it is edited', () => {
  it('is the same when nothing is changed, with midnight as people type it', () => {
    const hours = hoursOf(draftOf(calendar));
    expect(hours.weekly).toEqual([calendar.hours.weekly[0], { day: 'monday', from: '13:00', to: '00:00' }, calendar.hours.weekly[2]]);
    expect(hours.days).toEqual(calendar.hours.days);
  });

  it('copies the hours of Monday to the other working days', () => {
    const week = likeMonday(draftOf(calendar).week);
    expect(week.friday).toEqual(week.monday);
    expect(week.saturday).toEqual([]);
  });

  it('goes on after the last hours of a day', () => {
    expect(nextSpan([{ from: '08:00', to: '12:00' }])).toEqual({ from: '12:00', to: '22:00' });
    expect(nextSpan([{ from: '22:00', to: '02:00' }])).toEqual({ from: '08:00', to: '18:00' });
  });

  it('says what is missing and what is there twice', () => {
    const day = { key: 'a', date: '2026-12-25', name: 'Christmas', yearly: true, open: [] };
    const draft = { ...blankCalendar('UTC'), name: 'Office', days: [day, { ...day, key: 'b', name: '' }] };
    expect(Object.keys(checkCalendar(draft, t))).toEqual(['days[1].name', 'days[1].date']);
    expect(checkCalendar({ ...draft, days: [] }, t)).toEqual({});
  });
});
