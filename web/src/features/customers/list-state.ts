import { CustomerSort, type customerQuestions, LifecycleStage } from '@crm/contracts';
import type { AskParams } from '../../api/ask.ts';

/** Everything that decides what the list shows. It lives in the address: a link is a saved view. */
export interface ListState {
  readonly q: string;
  readonly stage: readonly LifecycleStage[];
  /** User ids, or `none`. */
  readonly ownerId: readonly string[];
  readonly tag: readonly string[];
  readonly archived: 'no' | 'yes' | 'all';
  /** Null: the server's choice, the best match where something is searched and else the newest. */
  readonly sort: CustomerSort | null;
  readonly order: 'asc' | 'desc';
  /** The customer in the side panel. */
  readonly open: string | null;
}

/** The list as it is without any wish. */
export const plainList: ListState = {
  q: '',
  stage: [],
  ownerId: [],
  tag: [],
  archived: 'no',
  sort: null,
  order: 'desc',
  open: null,
};

/** Reads the state from an address. What is not understood is left out: a mistyped link still shows a list. */
export const readListState = (params: URLSearchParams): ListState => ({
  q: params.get('q')?.trim() ?? '',
  stage: params.getAll('stage').flatMap((text) => LifecycleStage.safeParse(text).data ?? []),
  ownerId: params.getAll('ownerId').filter((id) => id === 'none' || uuid.test(id)),
  tag: params.getAll('tag').filter((tag) => tag !== ''),
  archived: one(params.get('archived'), ['yes', 'all']) ?? 'no',
  sort: CustomerSort.safeParse(params.get('sort')).data ?? null,
  order: one(params.get('order'), ['asc']) ?? 'desc',
  open: params.get('open'),
});

/** Writes the state as an address, nothing where it is as in `plainList`. */
export const writeListState = (state: ListState): URLSearchParams => {
  const params = new URLSearchParams();
  if (state.q !== '') params.set('q', state.q);
  for (const name of ['stage', 'ownerId', 'tag'] as const) {
    for (const value of state[name]) params.append(name, value);
  }
  if (state.archived !== 'no') params.set('archived', state.archived);
  if (state.sort !== null) {
    params.set('sort', state.sort);
    params.set('order', state.order);
  }
  if (state.open !== null) params.set('open', state.open);
  return params;
};

/** The question that the state asks. */
export const questionOf = (state: ListState): AskParams<typeof customerQuestions.customers> => ({
  ...(state.q !== '' && { q: state.q }),
  ...(state.stage.length > 0 && { stage: [...state.stage] }),
  ...(state.ownerId.length > 0 && { ownerId: [...state.ownerId] }),
  ...(state.tag.length > 0 && { tag: [...state.tag] }),
  ...(state.archived !== 'no' && { archived: state.archived }),
  ...(state.sort !== null && { sort: state.sort, order: state.order }),
});

/** Whether anything hides customers from the list. */
export const isFiltered = ({ q, stage, ownerId, tag, archived }: ListState): boolean =>
  q !== '' || stage.length + ownerId.length + tag.length > 0 || archived !== 'no';

/** The next state when a column's header is pressed: ascending, descending, then the server's choice again. */
export const sortedBy = (state: ListState, sort: CustomerSort): ListState => {
  if (state.sort !== sort) return { ...state, sort, order: 'asc' };
  return state.order === 'asc' ? { ...state, order: 'desc' } : { ...state, sort: null, order: 'desc' };
};

const uuid = /^[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$/i;

const one = <T extends string>(text: string | null, allowed: readonly T[]): T | undefined =>
  allowed.find((value) => value === text);
