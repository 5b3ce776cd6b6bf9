import Box from '@mui/material/Box';
import Skeleton from '@mui/material/Skeleton';
import { SkeletonRows } from './SkeletonRows.tsx';

/** The page of a record on its way: header, facts, what stands beside them. */
export const RecordSkeleton = ({ label }: { label: string }) => (
  <Box sx={{ display: 'flex', flexDirection: 'column', flex: 1, minHeight: 0, overflow: 'hidden' }}>
    <Box
      aria-hidden
      sx={{
        display: 'flex',
        alignItems: 'center',
        gap: 3,
        px: 4,
        py: 3,
        borderBottom: 1,
        borderColor: 'divider',
      }}
    >
      <Skeleton variant="circular" width={44} height={44} />
      <Box sx={{ flex: 1 }}>
        <Skeleton variant="rounded" width={180} height={18} />
        <Skeleton variant="rounded" width={120} height={12} sx={{ mt: 2 }} />
      </Box>
    </Box>
    <Box sx={{ display: 'flex', flex: 1, minHeight: 0 }}>
      <Box
        aria-hidden
        sx={{
          width: 360,
          p: 4,
          borderRight: 1,
          borderColor: 'divider',
          display: { xs: 'none', md: 'block' },
        }}
      >
        {[68, 84, 52, 76, 60, 90, 48].map((width) => (
          <Skeleton key={width} variant="rounded" height={12} width={`${width}%`} sx={{ mb: 4 }} />
        ))}
      </Box>
      <SkeletonRows rows={8} label={label} />
    </Box>
  </Box>
);
