import Box from '@mui/material/Box';
import type { ReactNode } from 'react';

/** Facts that only the system says, line by line. */
export const Pairs = ({ children }: { children: ReactNode }) => (
  <Box component="dl" sx={{ m: 0, display: 'grid', gap: 1.5, typography: 'body2' }}>
    {children}
  </Box>
);

/** One of them: what it is, and what it is now. */
export const Pair = ({ label, children }: { label: string; children: ReactNode }) => (
  <Box sx={{ display: 'grid', gridTemplateColumns: '112px minmax(0, 1fr)', gap: 2 }}>
    <Box component="dt" sx={{ color: 'text.secondary', overflowWrap: 'anywhere' }}>
      {label}
    </Box>
    <Box component="dd" sx={{ m: 0, px: 2, overflowWrap: 'anywhere', fontVariantNumeric: 'tabular-nums' }}>
      {children}
    </Box>
  </Box>
);
