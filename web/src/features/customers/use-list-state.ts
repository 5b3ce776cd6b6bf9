import { useCallback, useMemo } from 'react';
import { useSearchParams } from 'react-router';
import { type ListState, readListState, writeListState } from './list-state.ts';

/** The list's state, kept in the address. Changes replace the entry in the history; `push` makes one to go back from. */
export const useListState = () => {
  const [params, setParams] = useSearchParams();
  const state = useMemo(() => readListState(params), [params]);
  const change = useCallback(
    (next: Partial<ListState>, { push = false }: { push?: boolean } = {}) =>
      setParams((current) => writeListState({ ...readListState(current), ...next }), { replace: !push }),
    [setParams],
  );
  return { state, change };
};
