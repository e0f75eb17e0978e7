import { api, take } from '@/shared/api/client';
import type { CalendarInput, CalendarView } from '@/shared/api/schema';

/** Makes a calendar. */
export const createCalendar = (body: CalendarInput): Promise<CalendarView> => take(api.POST('/api/v1/calendars', { body }));

/** Changes a calendar: only the fields given. */
export const changeCalendar = (id: string, body: CalendarInput): Promise<CalendarView> => take(api.PATCH('/api/v1/calendars/{id}', { params: { path: { id } }, body }));

/** Deletes a calendar that no service follows. */
export const deleteCalendar = (id: string): Promise<unknown> => take(api.DELETE('/api/v1/calendars/{id}', { params: { path: { id } } }));
