import { campaignQuestions, LifecycleStage, MemberStatus, userQuestions } from '@crm/contracts';
import Box from '@mui/material/Box';
import { useQuery } from '@tanstack/react-query';
import { ask } from '../api/ask.ts';
import { useMay } from '../api/may.ts';
import { CampaignPicker } from '../ui/CampaignPicker.tsx';
import { Choices, OneChoice } from '../ui/Choices.tsx';
import type { Filter } from '../ui/FilterBar.tsx';
import { humanise } from '../ui/format.ts';
import { ArchiveIcon, CampaignsIcon, ClockIcon, OwnerIcon, TagIcon, TouchIcon } from '../ui/icons.ts';
import { stageName } from '../ui/StageChip.tsx';
import { type CustomerFilterState, plainFilter } from './customer-filter.ts';
import { TagEntry } from './TagEntry.tsx';

type Change = (next: Partial<CustomerFilterState>) => void;

/** Everything that customers can be filtered by, with its words and its controls. */
export const useCustomerFilters = (state: CustomerFilterState, onChange: Change): readonly Filter[] => {
  const may = useMay();
  const { data: users = [] } = useQuery(ask(userQuestions.users, {}));
  const { data: campaign } = useQuery({
    ...ask(campaignQuestions.campaign, { id: state.campaignId ?? '' }),
    enabled: state.campaignId !== null,
  });
  const userName = (id: string) =>
    id === 'none' ? 'No owner' : (users.find((user) => user.id === id)?.name ?? 'Unknown user');
  const owners = [{ id: 'none' }, ...users].map(({ id }) => ({ value: id, label: userName(id) }));
  const { campaignId, memberStatus } = plainFilter;

  return [
    {
      id: 'stage',
      label: 'Stage',
      Icon: ClockIcon,
      chosen: said('Stage', state.stage.map(stageName)),
      clear: () => onChange({ stage: [] }),
      values: () => (
        <Choices
          options={LifecycleStage.options.map((value) => ({ value, label: stageName(value) }))}
          chosen={state.stage}
          onChosen={(stage) => onChange({ stage })}
        />
      ),
    },
    {
      id: 'ownerId',
      label: 'Owner',
      Icon: OwnerIcon,
      chosen: said('Owner', state.ownerId.map(userName)),
      clear: () => onChange({ ownerId: [] }),
      values: () => (
        <Choices options={owners} chosen={state.ownerId} onChosen={(ownerId) => onChange({ ownerId })} />
      ),
    },
    {
      id: 'tag',
      label: 'Tag',
      Icon: TagIcon,
      chosen: said('Tag', state.tag),
      clear: () => onChange({ tag: [] }),
      values: (close) => <TagEntry tags={state.tag} onChange={(tag) => onChange({ tag })} onClose={close} />,
    },
    {
      id: 'archived',
      label: 'Archived',
      Icon: ArchiveIcon,
      chosen: state.archived === 'no' ? null : archivedNames[state.archived],
      clear: () => onChange({ archived: 'no' }),
      values: () => (
        <OneChoice
          label="Archived"
          options={archivedChoices}
          chosen={state.archived}
          onChosen={(archived) => onChange({ archived })}
        />
      ),
    },
    ...(may('campaign.read')
      ? [
          {
            id: 'campaignId',
            label: 'Campaign',
            Icon: CampaignsIcon,
            chosen: state.campaignId === null ? null : `Campaign: ${campaign?.name ?? '…'}`,
            clear: () => onChange({ campaignId, memberStatus }),
            values: (close: () => void) => (
              <Box sx={{ p: 3, minHeight: 320 }}>
                <CampaignPicker
                  onChosen={(chosen) => {
                    onChange({ campaignId: chosen.id });
                    close();
                  }}
                />
              </Box>
            ),
          },
        ]
      : []),
    ...(state.campaignId === null
      ? []
      : [
          {
            id: 'memberStatus',
            label: 'Member status',
            Icon: TouchIcon,
            chosen: said('Member', state.memberStatus.map(humanise)),
            clear: () => onChange({ memberStatus }),
            values: () => (
              <Choices
                options={MemberStatus.options.map((value) => ({ value, label: humanise(value) }))}
                chosen={state.memberStatus}
                onChosen={(chosen) => onChange({ memberStatus: chosen })}
              />
            ),
          },
        ]),
  ];
};

const said = (label: string, values: readonly string[]): string | null =>
  values.length === 0 ? null : `${label}: ${values.join(', ')}`;

const archivedNames = { no: 'Without archived', all: 'With archived', yes: 'Archived only' } as const;
const archivedChoices = (['no', 'all', 'yes'] as const).map((value) => ({
  value,
  label: archivedNames[value],
}));
