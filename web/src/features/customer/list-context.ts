import { useLocation, useNavigate } from 'react-router';
import { z } from 'zod';

/** The list that a record was opened from travels in the history entry: `{ list: ids }`. */
const FromList = z.object({ list: z.array(z.string()) });

/** Steps to the previous or next record of the list that this one was opened from; does nothing at its ends or without one. */
export const useListStep = (id: string): ((by: 1 | -1) => void) => {
  const navigate = useNavigate();
  const { state, search } = useLocation();
  const from = FromList.safeParse(state);
  return (by) => {
    const list = from.success ? from.data.list : [];
    const place = list.indexOf(id);
    const next = place < 0 ? undefined : list[place + by];
    if (next !== undefined) void navigate(`/customers/${next}${tabIn(search)}`, { replace: true, state });
  };
};

/** The next record opens on the same tab, as of now. */
const tabIn = (search: string): string => {
  const tab = new URLSearchParams(search).get('tab');
  return tab === null ? '' : `?tab=${encodeURIComponent(tab)}`;
};
