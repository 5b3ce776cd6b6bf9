import type { CustomerCampaign } from '@crm/contracts';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import IconButton from '@mui/material/IconButton';
import Link from '@mui/material/Link';
import Skeleton from '@mui/material/Skeleton';
import { useState } from 'react';
import { Link as RouterLink } from 'react-router';
import { useMay } from '../../../api/may.ts';
import { problemText } from '../../../api/problem.ts';
import { FactSection } from '../../../ui/FactSection.tsx';
import { AddIcon, TouchIcon } from '../../../ui/icons.ts';
import { MemberStanding } from '../../../ui/MemberStanding.tsx';
import { useCampaigns } from '../customer.api.ts';
import { useRecord } from '../record.ts';
import { AddToCampaignDialog } from './AddToCampaignDialog.tsx';
import { RecordTouchDialog } from './RecordTouchDialog.tsx';

/** The campaigns that the customer belongs to, how far they came in each, and what can be recorded by hand. */
export const CampaignsFact = () => {
  const { present, asOf } = useRecord();
  const may = useMay();
  const campaigns = useCampaigns(present.id);
  const [open, setOpen] = useState<'add' | 'touch' | CustomerCampaign | null>(null);
  const writable = asOf === null && present.erasedAt === null && may('campaign.touch', present.ownerId);
  const close = () => setOpen(null);

  const list = () => {
    if (campaigns.isPending) return <Skeleton variant="rounded" height={12} width="60%" />;
    if (campaigns.isError) return <Quiet>{problemText(campaigns.error)}</Quiet>;
    if (campaigns.data.length === 0) return <Quiet>None</Quiet>;
    return (
      <Box component="ul" sx={{ m: 0, p: 0, listStyle: 'none', display: 'grid', gap: 2 }}>
        {campaigns.data.map((campaign) => (
          <Box component="li" key={campaign.campaignId} sx={{ display: 'flex', gap: 2, alignItems: 'start' }}>
            <Box sx={{ flex: 1, minWidth: 0, display: 'grid', gap: 1, justifyItems: 'start' }}>
              <Link
                component={RouterLink}
                to={`/campaigns/${campaign.campaignId}`}
                variant="body2"
                sx={{ overflowWrap: 'anywhere' }}
              >
                {campaign.name}
              </Link>
              <MemberStanding member={campaign} />
            </Box>
            {writable ? (
              <IconButton aria-label={`Record a touch of ${campaign.name}`} onClick={() => setOpen(campaign)}>
                <TouchIcon size={15} aria-hidden />
              </IconButton>
            ) : null}
          </Box>
        ))}
      </Box>
    );
  };

  return (
    <FactSection
      title="Campaigns"
      action={
        writable ? (
          <>
            <Button size="small" onClick={() => setOpen('touch')} sx={{ color: 'text.secondary' }}>
              Record a touch
            </Button>
            <IconButton aria-label="Add to a campaign" onClick={() => setOpen('add')}>
              <AddIcon size={16} aria-hidden />
            </IconButton>
          </>
        ) : null
      }
    >
      {list()}
      {open === 'add' ? <AddToCampaignDialog onClose={close} /> : null}
      {open === null || open === 'add' ? null : (
        <RecordTouchDialog
          campaign={open === 'touch' ? null : { id: open.campaignId, name: open.name, status: open.status }}
          onClose={close}
        />
      )}
    </FactSection>
  );
};

const Quiet = ({ children }: { children: string }) => (
  <Box sx={{ typography: 'body2', color: 'text.secondary' }}>{children}</Box>
);
