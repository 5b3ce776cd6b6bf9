import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';
import { CampaignStatusChip } from '../../../ui/CampaignStatusChip.tsx';
import { formatPeriod, humanise } from '../../../ui/format.ts';
import { OwnerAvatar } from '../../../ui/OwnerAvatar.tsx';
import { useRecord } from '../record.ts';
import { StateActions } from './StateActions.tsx';

/** What this campaign is at a glance, where it stands, and what moves it on. */
export const CampaignHeader = () => {
  const { campaign } = useRecord();
  const { name, type, channel, startDate, endDate, status, ownerId } = campaign;
  const about = [humanise(type), channel !== type && humanise(channel), formatPeriod(startDate, endDate)];
  return (
    <Box
      sx={{
        display: 'flex',
        flexWrap: 'wrap',
        alignItems: 'center',
        gap: 3,
        px: 4,
        py: 3,
        borderBottom: 1,
        borderColor: 'divider',
        flex: 'none',
      }}
    >
      <Box sx={{ minWidth: 0, flex: { xs: '1 1 100%', md: 1 } }}>
        <Typography variant="h1" component="p" noWrap>
          {name}
        </Typography>
        <Typography variant="body2" color="textSecondary" noWrap>
          {about.filter(Boolean).join(' · ')}
        </Typography>
      </Box>
      <Box sx={{ display: 'flex', alignItems: 'center', gap: 2, flexWrap: 'wrap' }}>
        <CampaignStatusChip status={status} />
        <Box sx={{ display: { xs: 'none', sm: 'inline-flex' } }}>
          <OwnerAvatar userId={ownerId} />
        </Box>
        <StateActions />
      </Box>
    </Box>
  );
};
