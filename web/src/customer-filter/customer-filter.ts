import { LifecycleStage, MemberStatus } from '@crm/contracts';

/** What customers are narrowed by: in the list, and for the audience of a campaign. */
export interface CustomerFilterState {
  readonly q: string;
  readonly stage: readonly LifecycleStage[];
  /** User ids, or `none`. */
  readonly ownerId: readonly string[];
  readonly tag: readonly string[];
  readonly archived: 'no' | 'yes' | 'all';
  /** Members of this campaign. */
  readonly campaignId: string | null;
  /** With `campaignId`: where they stand in it. */
  readonly memberStatus: readonly MemberStatus[];
}

/** Every customer but the archived ones. */
export const plainFilter: CustomerFilterState = {
  q: '',
  stage: [],
  ownerId: [],
  tag: [],
  archived: 'no',
  campaignId: null,
  memberStatus: [],
};

/** Reads the filter from an address. What is not understood is left out: a mistyped link still shows a list. */
export const readFilter = (params: URLSearchParams): CustomerFilterState => {
  const campaignId = params.get('campaignId');
  return {
    q: params.get('q')?.trim() ?? '',
    stage: params.getAll('stage').flatMap((text) => LifecycleStage.safeParse(text).data ?? []),
    ownerId: params.getAll('ownerId').filter((id) => id === 'none' || uuid.test(id)),
    tag: params.getAll('tag').filter((tag) => tag !== ''),
    archived: oneOf(params.get('archived'), ['yes', 'all']) ?? 'no',
    campaignId: campaignId !== null && uuid.test(campaignId) ? campaignId : null,
    memberStatus: params.getAll('memberStatus').flatMap((text) => MemberStatus.safeParse(text).data ?? []),
  };
};

/** Writes the filter into an address, nothing where it is as in `plainFilter`. */
export const writeFilter = (params: URLSearchParams, filter: CustomerFilterState): void => {
  if (filter.q !== '') params.set('q', filter.q);
  for (const name of ['stage', 'ownerId', 'tag'] as const) {
    for (const value of filter[name]) params.append(name, value);
  }
  if (filter.archived !== 'no') params.set('archived', filter.archived);
  if (filter.campaignId === null) return;
  params.set('campaignId', filter.campaignId);
  for (const value of filter.memberStatus) params.append('memberStatus', value);
};

/** The filter as questions and commands take it: only what is wished. */
export const filterQuery = (filter: CustomerFilterState) => ({
  ...(filter.q !== '' && { q: filter.q }),
  ...(filter.stage.length > 0 && { stage: [...filter.stage] }),
  ...(filter.ownerId.length > 0 && { ownerId: [...filter.ownerId] }),
  ...(filter.tag.length > 0 && { tag: [...filter.tag] }),
  ...(filter.archived !== 'no' && { archived: filter.archived }),
  ...(filter.campaignId !== null && {
    campaignId: filter.campaignId,
    ...(filter.memberStatus.length > 0 && { memberStatus: [...filter.memberStatus] }),
  }),
});

/** Whether anything hides customers. */
export const isNarrowed = (filter: CustomerFilterState): boolean =>
  Object.keys(filterQuery(filter)).length > 0;

const uuid = /^[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$/i;

/** The text where it is one of the allowed. */
export const oneOf = <T extends string>(text: string | null, allowed: readonly T[]): T | undefined =>
  allowed.find((value) => value === text);
