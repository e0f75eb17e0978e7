import { Button } from '../button/button';
import type { Examples } from '../examples';
import { SkeletonRows } from '../skeleton/skeleton';
import { EmptyState, ErrorState } from './states';

/** Loading, empty, error. */
export const examples: Examples = {
  title: 'Loading, empty, error',
  states: {
    loading: () => <SkeletonRows rows={3} label="Loading" />,
    empty: () => <EmptyState icon="record" title="No records for “pole bag”" text="Only the last 30 days were searched." action={<Button size="s">Search all time</Button>} />,
    error: () => <ErrorState title="Records could not be loaded" text="The server did not answer. Your chats are not affected." onRetry={() => undefined} details="Request req_7f3, unavailable" />,
  },
};
