import type { CampaignCard, CampaignSort } from '@crm/contracts';
import Typography from '@mui/material/Typography';
import { CampaignStatusChip } from '../../ui/CampaignStatusChip.tsx';
import { formatCount, formatPeriod, howMany, humanise } from '../../ui/format.ts';
import { formatMoney } from '../../ui/money.ts';
import type { CardContent } from '../../ui/RecordCards.tsx';
import type { Column } from '../../ui/RecordTable.tsx';

const Quiet = ({ children }: { children: string | null }) => (
  <Typography
    component="span"
    variant="body2"
    noWrap
    color={children === null ? 'textDisabled' : 'textSecondary'}
  >
    {children ?? '–'}
  </Typography>
);

const count = (id: 'members' | 'sent' | 'responded' | 'converted'): Column<CampaignCard, CampaignSort> => ({
  id,
  label: humanise(id),
  width: '96px',
  align: 'end',
  cell: (campaign) => <Quiet>{campaign[id] === 0 ? null : formatCount(campaign[id])}</Quiet>,
});

/** What was spent of what was planned: `€300 of €1,200`; null where neither is known. */
export const spent = ({ actualCost, budget }: Pick<CampaignCard, 'actualCost' | 'budget'>): string | null => {
  if (budget === null) return actualCost === null ? null : formatMoney(actualCost);
  return `${formatMoney(actualCost ?? { ...budget, amount: 0 })} of ${formatMoney(budget)}`;
};

/** The columns of the list, in order. */
export const columns: readonly Column<CampaignCard, CampaignSort>[] = [
  {
    id: 'name',
    label: 'Name',
    width: 'minmax(220px, 1fr)',
    sort: 'name',
    cell: ({ name }) => (
      <Typography component="span" variant="subtitle2" noWrap>
        {name}
      </Typography>
    ),
  },
  {
    id: 'type',
    label: 'Type',
    width: '132px',
    sort: 'type',
    cell: ({ type }) => <Quiet>{humanise(type)}</Quiet>,
  },
  {
    id: 'status',
    label: 'Status',
    width: '118px',
    sort: 'status',
    cell: ({ status }) => <CampaignStatusChip status={status} />,
  },
  {
    id: 'dates',
    label: 'Dates',
    width: '190px',
    sort: 'startDate',
    cell: ({ startDate, endDate }) => <Quiet>{formatPeriod(startDate, endDate)}</Quiet>,
  },
  count('members'),
  count('sent'),
  count('responded'),
  count('converted'),
  {
    id: 'cost',
    label: 'Cost of budget',
    width: '172px',
    align: 'end',
    cell: (campaign) => <Quiet>{spent(campaign)}</Quiet>,
  },
];

/** A campaign on a card of the narrow list. */
export const campaignCard = (campaign: CampaignCard): CardContent => ({
  title: campaign.name,
  detail: [humanise(campaign.type), formatPeriod(campaign.startDate, campaign.endDate)]
    .filter((part) => part !== null)
    .join(' · '),
  state: <CampaignStatusChip status={campaign.status} />,
  note: campaign.members === 0 ? 'No members' : howMany(campaign.members, 'member'),
});
