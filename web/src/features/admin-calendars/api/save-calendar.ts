import { api, take } from '@/shared/api/client';
import { ApiError } from '@/shared/api/errors';
import type { CalendarInput, CalendarView } from '@/shared/api/schema';

/** The form has the parts of the hours as fields of its own: faults are named as the form names them. */
const asForm = async (answer: Promise<CalendarView>): Promise<CalendarView> => {
  try {
    return await answer;
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    const fields = error.fields.map((fault) => ({ ...fault, field: fault.field.replace(/^hours\./, '').replace(/^weekly/, 'week') }));
    throw new ApiError(error.status, { error: { code: error.code, message: error.message, fields } }, error.retryAfterMs);
  }
};

/** Makes a calendar. */
export const createCalendar = (body: CalendarInput): Promise<CalendarView> => asForm(take(api.POST('/api/v1/calendars', { body })));

/** Changes a calendar: only the fields given. */
export const changeCalendar = (id: string, body: CalendarInput): Promise<CalendarView> => asForm(take(api.PATCH('/api/v1/calendars/{id}', { params: { path: { id } }, body })));

/** Deletes a calendar that no service follows. */
export const deleteCalendar = (id: string): Promise<unknown> => take(api.DELETE('/api/v1/calendars/{id}', { params: { path: { id } } }));
