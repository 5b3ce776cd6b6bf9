import { type Rebuild, readModelOperations, readModelQuestions } from '@crm/contracts';
import { useQuery } from '@tanstack/react-query';
import { ask, useAskPages } from '../../api/ask.ts';
import { useOperation } from '../../api/operation.ts';

/** Milliseconds between two looks: while something is under way, and else. Nobody is told of these changes. */
const closely = 1_000;
const now = 5_000;

export const useStandings = () =>
  useQuery({ ...ask(readModelQuestions.readModels, {}), refetchInterval: now });

export const useRebuilds = () =>
  useQuery({
    ...ask(readModelQuestions.rebuilds, {}),
    refetchInterval: ({ state }) => (state.data?.some(isUnderWay) ? closely : now),
  });

/** Keys that stand still, so far as they were loaded. */
export const useParkedKeys = () => useAskPages(readModelQuestions.parkedKeys, { limit: 50 });

/** Whether a rebuild has not come to its end. */
export const isUnderWay = ({ finishedAt }: Pick<Rebuild, 'finishedAt'>): boolean => finishedAt === null;

export const useOrderRebuild = () => useOperation(readModelOperations.orderRebuild);
export const useCancelRebuild = () => useOperation(readModelOperations.cancelRebuild);
export const useRollBack = () => useOperation(readModelOperations.rollBackReadModel);
export const useSwitch = () => useOperation(readModelOperations.switchReadModel);
export const useRetryParked = () => useOperation(readModelOperations.retryParkedKey);
export const useSkipParked = () => useOperation(readModelOperations.skipParkedKey);
