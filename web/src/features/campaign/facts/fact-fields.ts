import { type CampaignRow, CampaignType, Channel, type campaignCommands } from '@crm/contracts';
import type { z } from 'zod';
import { currencyOf } from '../../../campaign-terms/terms-form.ts';
import { formatCivilDay, formatShare, humanise } from '../../../ui/format.ts';
import { formatMoney, readMoney, typedMoney } from '../../../ui/money.ts';

type Change = z.input<typeof campaignCommands.ChangeCampaign.body>;

/** How one plain term of a campaign is shown and edited. */
export interface FactField {
  readonly name: keyof Change & keyof CampaignRow;
  readonly label: string;
  readonly type?: 'text' | 'date';
  readonly options?: readonly { readonly value: string; readonly label: string }[];
  readonly placeholder?: string;
  /** Cannot be cleared. */
  readonly required?: true;
  /** The term as it is typed; null: it is not said. */
  readonly typed: (campaign: CampaignRow) => string | null;
  /** The typed term as people read it. */
  readonly display: (typed: string) => string;
  /** The change that saves what was typed; whether it is right is the server's to tell. */
  readonly change: (typed: string | null, campaign: CampaignRow) => Change;
}

const inWords = (value: string) => ({ value, label: humanise(value) });
const asTyped = (typed: string): string => typed;

const amount = (name: 'budget' | 'expectedRevenue', label: string): FactField => ({
  name,
  label,
  placeholder: 'Add, such as 1200 EUR',
  typed: (campaign) => campaign[name] && typedMoney(campaign[name]),
  display: (typed) => formatMoney(readMoney(typed, 'EUR')),
  change: (typed, campaign) => ({
    [name]: typed === null ? null : readMoney(typed, currencyOf(campaign)),
  }),
});

const day = (name: 'startDate' | 'endDate', label: string): FactField => ({
  name,
  label,
  type: 'date',
  typed: (campaign) => campaign[name],
  display: formatCivilDay,
  change: (typed) => ({ [name]: typed }),
});

/** In the order of the screen. */
export const factFields: readonly FactField[] = [
  {
    name: 'name',
    label: 'Name',
    required: true,
    typed: ({ name }) => name,
    display: asTyped,
    change: (typed) => ({ name: typed ?? '' }),
  },
  {
    name: 'type',
    label: 'Type',
    options: CampaignType.options.map(inWords),
    required: true,
    typed: ({ type }) => type,
    display: humanise,
    change: (typed) => ({ type: CampaignType.parse(typed) }),
  },
  {
    name: 'channel',
    label: 'Channel',
    options: Channel.options.map(inWords),
    required: true,
    typed: ({ channel }) => channel,
    display: humanise,
    change: (typed) => ({ channel: Channel.parse(typed) }),
  },
  day('startDate', 'Start'),
  day('endDate', 'End'),
  amount('budget', 'Budget'),
  amount('expectedRevenue', 'Expected revenue'),
  {
    name: 'expectedResponse',
    label: 'Expected response',
    placeholder: 'Add, in per cent',
    typed: ({ expectedResponse }) => expectedResponse?.toString() ?? null,
    display: (typed) => formatShare(Number(typed) / 100),
    change: (typed) => ({
      expectedResponse: typed === null ? null : Number(typed.replace('%', '').replace(',', '.')),
    }),
  },
];
