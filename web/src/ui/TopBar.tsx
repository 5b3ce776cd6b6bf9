import Box from '@mui/material/Box';
import Tooltip from '@mui/material/Tooltip';
import type { ReactNode } from 'react';
import { useIsLive } from '../api/live.ts';
import { OfflineIcon } from './icons.ts';
import { SearchBox } from './SearchBox.tsx';
import { UserMenu } from './UserMenu.tsx';

/** The bar above every page: where we are, search, the page's actions, the signed-in user. */
export const TopBar = ({ children, actions }: { children: ReactNode; actions?: ReactNode }) => {
  const live = useIsLive();
  return (
    <Box
      component="header"
      sx={{
        display: 'flex',
        alignItems: 'center',
        gap: 2,
        flex: 'none',
        height: 52,
        px: { xs: 3, sm: 4 },
        borderBottom: 1,
        borderColor: 'divider',
      }}
    >
      <Box
        sx={{ display: 'flex', alignItems: 'center', gap: 1, minWidth: 0, flex: 1, color: 'text.secondary' }}
      >
        <Box sx={{ display: 'contents', '& h1': { color: 'text.primary' } }}>{children}</Box>
      </Box>
      {live ? null : (
        <Tooltip title="Live updates are interrupted; reconnecting. What you see may be a little old.">
          <Box
            role="status"
            aria-label="Reconnecting"
            sx={{
              display: 'inline-flex',
              alignItems: 'center',
              gap: 1,
              color: 'warning.main',
              typography: 'caption',
            }}
          >
            <OfflineIcon size={14} aria-hidden />
            <Box component="span" sx={{ display: { xs: 'none', sm: 'inline' } }}>
              Reconnecting
            </Box>
          </Box>
        </Tooltip>
      )}
      <SearchBox />
      {actions}
      <UserMenu />
    </Box>
  );
};
