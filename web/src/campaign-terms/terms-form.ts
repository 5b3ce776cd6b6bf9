import {
  type CampaignRow,
  CampaignType,
  Channel,
  type campaignCommands,
  GoalKind,
  type Money,
} from '@crm/contracts';
import type { z } from 'zod';
import { minorUnits, typedAmount } from '../ui/money.ts';

/** One form that members are shown, as typed. */
export interface VariantForm {
  /** Tells the lines of the form apart. */
  readonly key: number;
  readonly name: string;
  readonly parts: string;
}

/** What a campaign is to be, as typed: every field text, empty where nothing was said. */
export interface TermsForm {
  readonly name: string;
  readonly type: string;
  /** Empty: the one that campaigns of this type use. */
  readonly channel: string;
  readonly startDate: string;
  readonly endDate: string;
  readonly budget: string;
  readonly expectedRevenue: string;
  /** Of both amounts. */
  readonly currency: string;
  /** Per cent. */
  readonly expectedResponse: string;
  /** Empty: no goal. */
  readonly goalKind: string;
  readonly goalTarget: string;
  readonly goalDescription: string;
  readonly source: string;
  readonly medium: string;
  readonly campaign: string;
  readonly term: string;
  readonly content: string;
  readonly variants: readonly VariantForm[];
}

/** The form before anything is typed. */
export const emptyTerms: TermsForm = {
  name: '',
  type: 'email',
  channel: '',
  startDate: '',
  endDate: '',
  budget: '',
  expectedRevenue: '',
  currency: 'EUR',
  expectedResponse: '',
  goalKind: '',
  goalTarget: '',
  goalDescription: '',
  source: '',
  medium: '',
  campaign: '',
  term: '',
  content: '',
  variants: [],
};

/** The tags that links of a campaign carry, in the order in which they are said. */
export const utmNames = ['source', 'medium', 'campaign', 'term', 'content'] as const;

type Body = z.input<typeof campaignCommands.PlanCampaign.body>;

/** The currency that amounts of a campaign are in. */
export const currencyOf = ({ budget, expectedRevenue, actualCost }: CampaignRow): string =>
  (budget ?? expectedRevenue ?? actualCost)?.currency ?? emptyTerms.currency;

/** A campaign's terms as a form that changes them. */
export const termsOf = (campaign: CampaignRow): TermsForm => {
  const currency = currencyOf(campaign);
  const { goal, utm } = campaign;
  return {
    name: campaign.name,
    type: campaign.type,
    channel: campaign.channel,
    startDate: campaign.startDate ?? '',
    endDate: campaign.endDate ?? '',
    budget: typed(campaign.budget),
    expectedRevenue: typed(campaign.expectedRevenue),
    currency,
    expectedResponse: campaign.expectedResponse?.toString() ?? '',
    goalKind: goal?.kind ?? '',
    goalTarget: goal === null ? '' : goalText(goal.kind, goal.target, currency),
    goalDescription: goal?.description ?? '',
    source: utm?.source ?? '',
    medium: utm?.medium ?? '',
    campaign: utm?.campaign ?? '',
    term: utm?.term ?? '',
    content: utm?.content ?? '',
    variants: campaign.variants.map(({ name, parts }, key) => ({ key, name, parts: String(parts) })),
  };
};

const typed = (money: Money | null): string => (money === null ? '' : typedAmount(money));

const goalText = (kind: string, target: number, currency: string): string =>
  kind === 'revenue' ? typedAmount({ amount: target, currency }) : String(target);

/** The goal as it travels; null: there is none. */
export const goalOf = ({ goalKind, goalTarget, goalDescription, currency }: TermsForm): Body['goal'] => {
  const kind = GoalKind.safeParse(goalKind).data;
  if (kind === undefined) return null;
  const target = kind === 'revenue' ? minorUnits(goalTarget, currency) : numberOf(goalTarget);
  return { kind, target, ...(goalDescription.trim() !== '' && { description: goalDescription }) };
};

/** The tags of links as they travel; null: none is said. */
export const utmOf = (form: TermsForm): Body['utm'] => {
  const said = Object.fromEntries(
    utmNames.flatMap((name) => (form[name].trim() === '' ? [] : [[name, form[name]]])),
  );
  return Object.keys(said).length === 0 ? null : said;
};

/** The variants as they travel. */
export const variantsOf = ({ variants }: TermsForm): NonNullable<Body['variants']> =>
  variants.map(({ name, parts }) => ({ name, parts: numberOf(parts) }));

/** What is no number is NaN, so that the server's rule complains at the field. */
const numberOf = (text: string): number => (text.trim() === '' ? Number.NaN : Number(text.replace(',', '.')));

/** The command's body as it travels: what is empty is not said; whether it is right is the server's to tell. */
export const planOf = (form: TermsForm): Body => {
  const money = (text: string) => ({ amount: minorUnits(text, form.currency), currency: form.currency });
  const channel = Channel.safeParse(form.channel).data;
  const goal = goalOf(form);
  const utm = utmOf(form);
  return {
    name: form.name,
    type: CampaignType.parse(form.type),
    ...(channel !== undefined && { channel }),
    ...(form.startDate !== '' && { startDate: form.startDate }),
    ...(form.endDate !== '' && { endDate: form.endDate }),
    ...(form.budget.trim() !== '' && { budget: money(form.budget) }),
    ...(form.expectedRevenue.trim() !== '' && { expectedRevenue: money(form.expectedRevenue) }),
    ...(form.expectedResponse.trim() !== '' && { expectedResponse: numberOf(form.expectedResponse) }),
    ...(goal !== null && { goal }),
    ...(utm !== null && { utm }),
    ...(form.variants.length > 0 && { variants: variantsOf(form) }),
  };
};
