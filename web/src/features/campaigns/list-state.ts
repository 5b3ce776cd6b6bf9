import { CampaignSort, CampaignStatus, CampaignType, type campaignQuestions } from '@crm/contracts';
import type { AskParams } from '../../api/ask.ts';

/** Everything that decides what the list shows. It lives in the address: a link is a saved view. */
export interface ListState {
  readonly q: string;
  readonly status: readonly CampaignStatus[];
  readonly type: readonly CampaignType[];
  /** Null: the newest first. */
  readonly sort: CampaignSort | null;
  readonly order: 'asc' | 'desc';
}

/** The list as it is without any wish. */
export const plainList: ListState = { q: '', status: [], type: [], sort: null, order: 'desc' };

/** Reads the state from an address. What is not understood is left out: a mistyped link still shows a list. */
export const readListState = (params: URLSearchParams): ListState => ({
  q: params.get('q')?.trim() ?? '',
  status: params.getAll('status').flatMap((text) => CampaignStatus.safeParse(text).data ?? []),
  type: params.getAll('type').flatMap((text) => CampaignType.safeParse(text).data ?? []),
  sort: CampaignSort.safeParse(params.get('sort')).data ?? null,
  order: params.get('order') === 'asc' ? 'asc' : 'desc',
});

/** Writes the state as an address, nothing where it is as in `plainList`. */
export const writeListState = (state: ListState): URLSearchParams => {
  const params = new URLSearchParams();
  if (state.q !== '') params.set('q', state.q);
  for (const name of ['status', 'type'] as const) {
    for (const value of state[name]) params.append(name, value);
  }
  if (state.sort !== null) {
    params.set('sort', state.sort);
    params.set('order', state.order);
  }
  return params;
};

/** The question that the state asks. */
export const questionOf = (state: ListState): AskParams<typeof campaignQuestions.campaigns> => ({
  ...(state.q !== '' && { q: state.q }),
  ...(state.status.length > 0 && { status: [...state.status] }),
  ...(state.type.length > 0 && { type: [...state.type] }),
  ...(state.sort !== null && { sort: state.sort, order: state.order }),
});

/** Whether anything hides campaigns from the list. */
export const isNarrowed = ({ q, status, type }: ListState): boolean =>
  q !== '' || status.length + type.length > 0;
