import { useCallback, useMemo } from 'react';
import { useSearchParams } from 'react-router';

/** A list's state, kept in the address: changes replace the entry in the history. */
export const useAddressState = <State>(
  read: (params: URLSearchParams) => State,
  write: (state: State) => URLSearchParams,
) => {
  const [params, setParams] = useSearchParams();
  const state = useMemo(() => read(params), [params, read]);
  const change = useCallback(
    (next: Partial<State>) => setParams((now) => write({ ...read(now), ...next }), { replace: true }),
    [setParams, read, write],
  );
  return { state, change };
};
