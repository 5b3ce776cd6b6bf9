import { timeMachineOperations, timeMachineQuestions, type World } from '@crm/contracts';
import { useQuery } from '@tanstack/react-query';
import { ask } from '../api/ask.ts';
import { perform, useOperation } from '../api/operation.ts';
import type { ProblemError } from '../api/problem.ts';

/** Milliseconds between two looks at a world: while it is being built, and once it is ready. */
const looks = { building: 700, ready: 30_000 } as const;

/** The worlds that there are, latest moment first. */
export const useWorlds = () => useQuery(ask(timeMachineQuestions.worlds, {}));

/** What became of the world of a moment. */
export interface Watched {
  readonly world: World | undefined;
  /** It was there, and is no longer. */
  readonly gone: boolean;
  readonly error: ProblemError | null;
  readonly build: () => Promise<void>;
}

/** Sees to it that the world of a moment is built, and watches it: it may be dropped while somebody looks at it. */
export const useWorldAsOf = (asOf: string): Watched => {
  const ordered = useQuery({
    queryKey: ['world as of', asOf],
    queryFn: () => perform(timeMachineOperations.buildWorld, { body: { asOf } }),
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
  });
  const position = ordered.data?.position;
  const watched = useQuery({
    ...ask(timeMachineQuestions.world, { position: position ?? '' }),
    enabled: position !== undefined,
    refetchInterval: ({ state }) => (state.data?.state === 'ready' ? looks.ready : looks.building),
    gcTime: 0,
  });
  const gone = watched.error?.status === 404 && !ordered.isFetching;
  return {
    world: gone ? undefined : (watched.data ?? ordered.data),
    gone,
    error: ordered.error ?? (watched.data === undefined ? watched.error : null),
    build: async () => {
      await ordered.refetch();
      await watched.refetch();
    },
  };
};

/** Drops a world, or cancels its building. */
export const useDropWorld = () => useOperation(timeMachineOperations.dropWorld);
