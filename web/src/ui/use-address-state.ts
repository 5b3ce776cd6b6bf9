import { useCallback, useMemo } from 'react';
import { useSearchParams } from 'react-router';

/** A list's state, kept in the address: each change is a step that Back takes back. */
export const useAddressState = <State>(
  read: (params: URLSearchParams) => State,
  write: (state: State) => URLSearchParams,
) => {
  const [params, setParams] = useSearchParams();
  const state = useMemo(() => read(params), [params, read]);
  const change = useCallback(
    (next: Partial<State>) => {
      const wanted = write({ ...state, ...next });
      const isStep = `${wanted}` !== `${write(state)}`;
      setParams(wanted, { replace: !isStep });
    },
    [setParams, state, write],
  );
  return { state, change };
};
