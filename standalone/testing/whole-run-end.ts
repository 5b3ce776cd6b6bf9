import endCluster from './cluster-end.ts';

/** Jest's globalTeardown: ends what all tests of a run shared. */
export default async (): Promise<void> => {
  await endCluster();
  await globalThis.endBroker?.();
};
