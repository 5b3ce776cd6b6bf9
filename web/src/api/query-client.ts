import { timeMachineQuestions } from '@crm/contracts';
import { QueryCache, QueryClient } from '@tanstack/react-query';
import { isPassing } from './problem.ts';
import { onUserGone } from './session.ts';
import { onTravel } from './travel.ts';

/** The one cache of server state. Live changes and commands say when an answer is stale; time is only the last resort. */
export const queryClient: QueryClient = new QueryClient({
  queryCache: new QueryCache({
    onError: ({ code }) => {
      if (code === 'world-missing') void askForWorlds();
    },
  }),
  defaultOptions: {
    queries: {
      staleTime: 60_000,
      retry: (failures, error) => failures < 2 && isPassing(error),
      retryDelay: (failures) => 400 * 2 ** failures,
      refetchOnWindowFocus: false,
    },
  },
});

/** A world that questions no longer find: whoever watches it finds out what became of it. */
const askForWorlds = (): Promise<void> =>
  queryClient.invalidateQueries({ predicate: ({ meta }) => meta?.path === timeMachineQuestions.world.path });

onUserGone(() => queryClient.clear());

/** Forgets what the past answered: somebody may have been erased from it. */
export const forgetThePast = (): void =>
  queryClient.removeQueries({ predicate: ({ meta }) => meta?.ofPast === true });

// What is asked for next begins anew: the past is not kept, and today has gone on meanwhile.
onTravel(() => {
  forgetThePast();
  void queryClient.invalidateQueries({ refetchType: 'none' });
});
