import { queryOptions, type QueryClient } from '@tanstack/react-query';
import { api, take } from '@/shared/api/client';
import type { CalendarView } from '@/shared/api/schema';
import { upsert } from './upsert';

/** All calendars of business hours, each with whether it is open now; asked anew each minute while it is looked at. */
export const calendarsQuery = queryOptions({
  queryKey: ['admin', 'calendars'],
  queryFn: async ({ signal }) => (await take(api.GET('/api/v1/calendars', { signal }))).items,
  refetchInterval: 60_000,
});

/** Keeps a calendar that the server answered with. */
export const keepCalendar = (queries: QueryClient, calendar: CalendarView): void => {
  queries.setQueryData(calendarsQuery.queryKey, (all) => all && upsert(all, calendar));
};
