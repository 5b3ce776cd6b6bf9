import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';
import type { ReactNode } from 'react';

interface Props {
  readonly icon: ReactNode;
  readonly title: string;
  /** One line of why, and what to do. */
  readonly children?: ReactNode;
  readonly actions?: ReactNode;
}

/** A list or tab with nothing in it: icon, why, and the way on. */
export const EmptyState = ({ icon, title, children, actions }: Props) => (
  <Box
    sx={{
      display: 'grid',
      justifyItems: 'center',
      alignContent: 'center',
      gap: 2,
      px: 6,
      py: 14,
      m: 'auto',
      maxWidth: 460,
      textAlign: 'center',
    }}
  >
    <Box
      aria-hidden
      sx={{
        display: 'grid',
        placeItems: 'center',
        width: 48,
        height: 48,
        mb: 1,
        border: 1,
        borderColor: 'divider',
        borderRadius: '12px',
        bgcolor: 'surface.quiet',
        color: 'text.secondary',
      }}
    >
      {icon}
    </Box>
    <Typography variant="h2" component="p">
      {title}
    </Typography>
    <Typography variant="body2" component="div" color="textSecondary" sx={{ textWrap: 'balance' }}>
      {children}
    </Typography>
    {actions === undefined ? null : (
      <Box sx={{ display: 'flex', flexWrap: 'wrap', justifyContent: 'center', gap: 2, mt: 3 }}>{actions}</Box>
    )}
  </Box>
);
