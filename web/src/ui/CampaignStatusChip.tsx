import type { CampaignStatus } from '@crm/contracts';
import { DotChip } from './DotChip.tsx';
import { humanise } from './format.ts';

const hues: Readonly<Record<CampaignStatus, string>> = {
  planned: '#8a91a0',
  active: '#2c9f67',
  paused: '#d9901a',
  completed: '#3b82d6',
  aborted: '#c0322f',
};

/** Where a campaign stands: a coloured dot beside the word, in a quiet frame. */
export const CampaignStatusChip = ({ status }: { status: CampaignStatus }) => (
  <DotChip colour={hues[status]}>{humanise(status)}</DotChip>
);
