import Box from '@mui/material/Box';
import Link from '@mui/material/Link';
import useMediaQuery from '@mui/material/useMediaQuery';
import { Suspense } from 'react';
import { Outlet } from 'react-router';
import { useLiveChanges } from '../api/live.ts';
import { TravelBar } from '../time-machine/TravelBar.tsx';
import { TravelGate } from '../time-machine/TravelGate.tsx';
import { useMomentInAddress } from '../time-machine/use-moment-in-address.ts';
import { BottomNavigation } from './BottomNavigation.tsx';
import { SideBar } from './SideBar.tsx';
import { SkeletonRows } from './SkeletonRows.tsx';

/** What surrounds every page of a signed-in user: the moment looked at, navigation at the left (at the bottom of a narrow screen). */
export const Frame = () => {
  useLiveChanges();
  useMomentInAddress();
  const narrow = useMediaQuery((theme) => theme.breakpoints.down('sm'));
  return (
    <Box sx={{ display: 'flex', flexDirection: 'column', height: '100dvh', overflow: 'hidden' }}>
      <Link
        href="#content"
        sx={{
          position: 'fixed',
          top: 8,
          left: 8,
          zIndex: 2000,
          px: 3,
          py: 1.5,
          borderRadius: '7px',
          bgcolor: 'primary.main',
          color: 'primary.contrastText',
          transform: 'translateY(-64px)',
          '&:focus': { transform: 'none' },
        }}
      >
        Skip to the content
      </Link>
      <TravelBar />
      <Box sx={{ display: 'flex', flex: 1, minHeight: 0 }}>
        {narrow ? null : <SideBar />}
        <Box sx={{ display: 'flex', flexDirection: 'column', flex: 1, minWidth: 0 }}>
          <Box sx={{ display: 'flex', flexDirection: 'column', flex: 1, minHeight: 0 }}>
            <Suspense fallback={<SkeletonRows rows={10} />}>
              <TravelGate>
                <Outlet />
              </TravelGate>
            </Suspense>
          </Box>
          {narrow ? <BottomNavigation /> : null}
        </Box>
      </Box>
    </Box>
  );
};
