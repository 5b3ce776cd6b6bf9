import { CustomerSort, type customerQuestions } from '@crm/contracts';
import type { AskParams } from '../../api/ask.ts';
import {
  type CustomerFilterState,
  filterQuery,
  oneOf,
  plainFilter,
  readFilter,
  writeFilter,
} from '../../customer-filter/customer-filter.ts';

/** Everything that decides what the list shows. It lives in the address: a link is a saved view. */
export interface ListState extends CustomerFilterState {
  /** Null: the server's choice, the best match where something is searched and else the newest. */
  readonly sort: CustomerSort | null;
  readonly order: 'asc' | 'desc';
  /** The customer in the side panel. */
  readonly open: string | null;
}

/** The list as it is without any wish. */
export const plainList: ListState = { ...plainFilter, sort: null, order: 'desc', open: null };

/** Reads the state from an address. */
export const readListState = (params: URLSearchParams): ListState => ({
  ...readFilter(params),
  sort: CustomerSort.safeParse(params.get('sort')).data ?? null,
  order: oneOf(params.get('order'), ['asc']) ?? 'desc',
  open: params.get('open'),
});

/** Writes the state as an address, nothing where it is as in `plainList`. */
export const writeListState = (state: ListState): URLSearchParams => {
  const params = new URLSearchParams();
  writeFilter(params, state);
  if (state.sort !== null) {
    params.set('sort', state.sort);
    params.set('order', state.order);
  }
  if (state.open !== null) params.set('open', state.open);
  return params;
};

/** The question that the state asks. */
export const questionOf = (state: ListState): AskParams<typeof customerQuestions.customers> => ({
  ...filterQuery(state),
  ...(state.sort !== null && { sort: state.sort, order: state.order }),
});
