import Box from '@mui/material/Box';
import Skeleton from '@mui/material/Skeleton';

/** Lines that stand for content on its way; widths vary so that it reads as text. */
export const SkeletonRows = ({
  rows = 8,
  height = 44,
  label = 'Loading',
}: {
  rows?: number;
  height?: number;
  label?: string;
}) => (
  <Box role="status" aria-label={label} sx={{ width: '100%' }}>
    {Array.from({ length: rows }, (_, row) => `row-${row}`).map((row, index) => (
      <Box
        key={row}
        aria-hidden
        sx={{
          display: 'flex',
          alignItems: 'center',
          gap: 4,
          height,
          px: 4,
          borderBottom: 1,
          borderColor: 'divider',
        }}
      >
        <Skeleton variant="circular" width={24} height={24} />
        <Skeleton variant="rounded" height={10} width={`${18 + ((index * 7) % 14)}%`} />
        <Skeleton variant="rounded" height={10} width={`${14 + ((index * 11) % 16)}%`} />
        <Skeleton variant="rounded" height={10} width="12%" sx={{ ml: 'auto' }} />
      </Box>
    ))}
  </Box>
);
