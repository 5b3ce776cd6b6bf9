import type { CampaignRow } from '@crm/contracts';
import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import { useTheme } from '@mui/material/styles';
import useMediaQuery from '@mui/material/useMediaQuery';
import { useRef } from 'react';
import { useMay } from '../../api/may.ts';
import { useSession } from '../../api/session.ts';
import { ConflictDialog } from '../../editing/ConflictDialog.tsx';
import { useEditDesk } from '../../editing/edit-desk.ts';
import { useChords } from '../../ui/chords.ts';
import { Moment } from '../../ui/Moment.tsx';
import { useUserName } from '../../ui/OwnerAvatar.tsx';
import { useShortcut } from '../../ui/shortcuts.ts';
import { CampaignTabs } from './CampaignTabs.tsx';
import { CampaignFacts } from './facts/CampaignFacts.tsx';
import { CampaignHeader } from './header/CampaignHeader.tsx';
import { type CampaignRecord, RecordContext } from './record.ts';
import { type CampaignTab, useOpenTab } from './use-open-tab.ts';

/** The page of a campaign that was found: facts beside the tabs, or as their first where it is narrow. */
export const CampaignView = ({ campaign, readAgain }: { campaign: CampaignRow; readAgain: () => void }) => {
  const wide = useMediaQuery(useTheme().breakpoints.up('md'));
  const may = useMay();
  const session = useSession();
  const userName = useUserName();
  const nameOf = (id: string) => userName(id) ?? 'Unknown user';
  const tabs: CampaignTab[] = [
    ...(wide ? [] : ['facts' as const]),
    ...(may('customer.read') ? ['members' as const] : []),
    'audience',
    'report',
    'costs',
  ];
  const [tab, openTab] = useOpenTab(tabs);
  const me = session.status === 'signed-in' ? session.user.id : '';
  const { edit, conflict, pendingOf } = useEditDesk(campaign, me, readAgain);
  const first = useRef<HTMLDivElement>(null);
  const editable = campaign.status !== 'aborted' && may('campaign.write');
  const record: CampaignRecord = { campaign, editable, edit, pendingOf, nameOf };

  useChords({ nextTab: () => openTab(tabs[(tabs.indexOf(tab) + 1) % tabs.length] ?? tab) });
  const editFirst = () => {
    if (!wide) openTab('facts');
    requestAnimationFrame(() => first.current?.querySelector('button')?.click());
  };
  useShortcut('e', 'Edit the campaign', editFirst, editable);

  const facts = <CampaignFacts first={first} />;
  return (
    <RecordContext value={record}>
      {campaign.status === 'aborted' ? (
        <Alert severity="info" sx={{ borderRadius: 0, flex: 'none' }}>
          Aborted{campaign.endedAt === null ? '' : ' '}
          {campaign.endedAt === null ? null : <Moment at={campaign.endedAt} />}. What members did still
          counts; nothing else can be changed.
        </Alert>
      ) : null}
      <CampaignHeader />
      <Box sx={{ display: 'flex', flex: 1, minHeight: 0 }}>
        {wide ? (
          <Box
            component="aside"
            aria-label="Facts"
            tabIndex={0}
            sx={{ width: 372, flex: 'none', overflowY: 'auto', borderRight: 1, borderColor: 'divider' }}
          >
            {facts}
          </Box>
        ) : null}
        <CampaignTabs tabs={tabs} tab={tab} onTab={openTab} facts={facts} />
      </Box>
      {conflict === null ? null : <ConflictDialog conflict={conflict} nameOf={nameOf} />}
    </RecordContext>
  );
};
