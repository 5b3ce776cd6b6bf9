import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { formatExactly } from '../../../ui/format.ts';
import { ClockIcon } from '../../../ui/icons.ts';

/** Says that the page shows the past, and leads back. */
export const AsOfBar = ({ asOf, onNow }: { asOf: string; onNow: () => void }) => (
  <Box
    role="status"
    sx={{
      display: 'flex',
      flexWrap: 'wrap',
      alignItems: 'center',
      gap: 2,
      px: 4,
      py: 1,
      flex: 'none',
      bgcolor: '#f5b942',
      color: '#2b1d00',
      typography: 'body2',
    }}
  >
    <ClockIcon size={15} aria-hidden />
    <Box sx={{ flex: 1, minWidth: 200 }}>
      <strong>As of {formatExactly(asOf)}.</strong> You are looking back: nothing can be changed here.
    </Box>
    <Button size="small" variant="outlined" onClick={onNow} sx={{ borderColor: 'currentcolor' }}>
      Back to now
    </Button>
  </Box>
);
