import { Missing, Refusal } from '@crm/contracts';
import { correctable, type Decide, type Evolve, moving } from './campaign-state.ts';

/** What a campaign cost, in one currency: the budget's, else that of its first cost. */
export const decideCosts: Decide<'RecordCampaignCost' | 'VoidCampaignCost'> = {
  RecordCampaignCost: (campaign, cost, { newId }) => {
    const { terms, counted } = correctable(campaign);
    refuseOtherCurrency(cost.amount, terms.budget?.currency ?? counted.currency);
    return [{ type: 'CampaignCostRecorded', data: { costId: newId(), ...cost } }];
  },

  VoidCampaignCost: (campaign, { costId, reason }) => {
    const counts = correctable(campaign).costs.get(costId);
    if (counts === undefined) throw new Missing('cost');
    return counts ? [{ type: 'CampaignCostVoided', data: { costId, reason } }] : [];
  },
};

export const evolveCosts: Evolve<'CampaignCostRecorded' | 'CampaignCostVoided'> = {
  CampaignCostRecorded: moving(({ costs, counted }, { costId, amount: { currency } }) => ({
    costs: costs.with(costId, true),
    counted: { costs: counted.costs + 1, currency: counted.currency ?? currency },
  })),
  CampaignCostVoided: moving(({ costs, counted }, { costId }) => {
    if (costs.get(costId) !== true) return {};
    const left = counted.costs - 1;
    return {
      costs: costs.with(costId, false),
      counted: { costs: left, currency: left === 0 ? null : counted.currency },
    };
  }),
};

/** Amounts of two currencies have no sum. */
export const refuseOtherCurrency = (amount: { readonly currency: string }, currency: string | null): void => {
  if (currency !== null && amount.currency !== currency)
    throw new Refusal('currency-differs', `Amounts of this campaign are in ${currency}.`, { currency });
};
