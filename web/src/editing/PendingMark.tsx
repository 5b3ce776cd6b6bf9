import Box from '@mui/material/Box';

/** Beside a value that is saved but not yet in what the lists and reports read. */
export const PendingMark = () => (
  <Box
    role="status"
    sx={{
      position: 'absolute',
      right: 0,
      top: 6,
      px: 1.5,
      borderRadius: '6px',
      typography: 'caption',
      bgcolor: 'surface.quiet',
      color: 'text.secondary',
    }}
  >
    Saved, updating
  </Box>
);
