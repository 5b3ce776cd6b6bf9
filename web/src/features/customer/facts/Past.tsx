import Box from '@mui/material/Box';
import type { ReactNode } from 'react';
import { shown } from '../../../changes/shown.ts';
import { isSame } from '../history/difference.ts';
import { useRecord } from '../record.ts';

interface Props {
  readonly field: string;
  /** What stood there at the moment looked at, and what stands there today. */
  readonly past: unknown;
  readonly present: unknown;
  readonly children: ReactNode;
}

/** While looking back, marks what is not so any more and says what it is today. */
export const Past = ({ field, past, present, children }: Props) => {
  const { asOf, nameOf } = useRecord();
  if (asOf === null || isSame(past, present)) return children;
  return (
    <Box
      sx={{
        borderRadius: '6px',
        mx: -2,
        px: 2,
        bgcolor: 'rgb(240 170 60 / 0.14)',
        boxShadow: (theme) => `inset 2px 0 ${theme.vars?.palette.warning.main}`,
      }}
    >
      {children}
      <Box sx={{ typography: 'caption', color: 'text.secondary', pb: 1, overflowWrap: 'anywhere' }}>
        Today: {shown(field, present, nameOf)}
      </Box>
    </Box>
  );
};
