import Box from '@mui/material/Box';
import type { ReactNode } from 'react';
import { RecordTabs } from '../../ui/RecordTabs.tsx';
import { AudiencePanel } from './audience/AudiencePanel.tsx';
import { CostsPanel } from './costs/CostsPanel.tsx';
import { MembersPanel } from './members/MembersPanel.tsx';
import { ReportPanel } from './report/ReportPanel.tsx';
import type { CampaignTab } from './use-open-tab.ts';

interface Props {
  readonly tabs: readonly CampaignTab[];
  readonly tab: CampaignTab;
  readonly onTab: (tab: CampaignTab) => void;
  readonly facts: ReactNode;
}

/** The tabs of the campaign and the one that is open. */
export const CampaignTabs = ({ tabs, tab, onTab, facts }: Props) => {
  const panels: Readonly<Record<CampaignTab, ReactNode>> = {
    facts,
    members: <MembersPanel />,
    audience: <Read wide={false}>{<AudiencePanel />}</Read>,
    report: <Read wide>{<ReportPanel />}</Read>,
    costs: <Read wide={false}>{<CostsPanel />}</Read>,
  };
  return (
    <RecordTabs tabs={tabs} tab={tab} label="Parts of the campaign" onTab={onTab}>
      {panels[tab]}
    </RecordTabs>
  );
};

/** What is read from top to bottom, in a column that the eye can follow. */
const Read = ({ wide, children }: { wide: boolean; children: ReactNode }) => (
  <Box
    sx={{
      display: 'grid',
      gridTemplateColumns: 'minmax(0, 1fr)',
      gap: 4,
      width: '100%',
      maxWidth: wide ? 1120 : 860,
      mx: 'auto',
      p: { xs: 3, sm: 4 },
    }}
  >
    {children}
  </Box>
);
