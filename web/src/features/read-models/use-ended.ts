import type { Rebuild } from '@crm/contracts';
import { useEffect, useRef } from 'react';
import { isUnderWay } from './read-models.api.ts';

/** Calls with every rebuild that ends while somebody looks. */
export const useEnded = (rebuilds: readonly Rebuild[] | undefined, onEnd: (ended: Rebuild) => void): void => {
  const watched = useRef<ReadonlySet<string>>(new Set());
  const told = useRef(onEnd);
  told.current = onEnd;
  useEffect(() => {
    if (rebuilds === undefined) return;
    const before = watched.current;
    watched.current = new Set(rebuilds.filter(isUnderWay).map(({ id }) => id));
    for (const rebuild of rebuilds) if (before.has(rebuild.id) && !isUnderWay(rebuild)) told.current(rebuild);
  }, [rebuilds]);
};
