import Box from '@mui/material/Box';
import type { ReactNode } from 'react';

interface Props {
  readonly icon: ReactNode;
  /** What leads on, and back. */
  readonly actions: ReactNode;
  readonly children: ReactNode;
}

/** Says that what stands below it is the past: the one amber of the product, alike in both schemes. */
export const AmberBar = ({ icon, actions, children }: Props) => (
  <Box
    role="status"
    sx={{
      display: 'flex',
      flexWrap: 'wrap',
      alignItems: 'center',
      columnGap: 2,
      rowGap: 1,
      px: 4,
      py: 1,
      flex: 'none',
      bgcolor: '#f5b942',
      color: '#2b1d00',
      typography: 'body2',
      '& .MuiButton-root': { color: 'inherit', borderColor: 'currentcolor' },
    }}
  >
    {icon}
    <Box sx={{ flex: 1, minWidth: 200 }}>{children}</Box>
    <Box sx={{ display: 'flex', gap: 2 }}>{actions}</Box>
  </Box>
);
