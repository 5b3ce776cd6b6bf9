import { QueryClient } from '@tanstack/react-query';
import { isPassing } from './problem.ts';
import { onUserGone } from './session.ts';

/** The one cache of server state. Live changes and commands say when an answer is stale; time is only the last resort. */
export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 60_000,
      retry: (failures, error) => failures < 2 && isPassing(error),
      retryDelay: (failures) => 400 * 2 ** failures,
      refetchOnWindowFocus: false,
    },
  },
});

onUserGone(() => queryClient.clear());
