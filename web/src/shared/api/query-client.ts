import { QueryClient } from '@tanstack/react-query';
import { ApiError, OfflineError } from './errors';

/** The server cache. Only lost answers are asked for again; a refusal stays a refusal. */
export const makeQueryClient = (): QueryClient =>
  new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 15_000,
        retry: (failures, error) => error instanceof OfflineError && failures < 3,
        retryDelay: (attempt) => Math.min(1000 * 2 ** attempt, 8000),
        refetchOnWindowFocus: false,
        throwOnError: (error) => !(error instanceof ApiError || error instanceof OfflineError),
      },
    },
  });
