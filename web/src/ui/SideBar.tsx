import Box from '@mui/material/Box';
import ButtonBase from '@mui/material/ButtonBase';
import IconButton from '@mui/material/IconButton';
import Tooltip from '@mui/material/Tooltip';
import Typography from '@mui/material/Typography';
import { useState } from 'react';
import { NavLink } from 'react-router';
import { useHolds } from '../api/may.ts';
import { SidebarIcon } from './icons.ts';
import { Mark } from './Mark.tsx';
import { type Place, places, settings } from './places.ts';

const storageKey = 'crm-sidebar';

/** Navigation at the left; folds to icons, and remembers it in this browser. */
export const SideBar = () => {
  const holds = useHolds();
  const [folded, setFolded] = useState(() => localStorage.getItem(storageKey) === 'folded');
  const reached = ({ needs }: Place) => holds(needs);
  const toggle = () => {
    localStorage.setItem(storageKey, folded ? 'open' : 'folded');
    setFolded(!folded);
  };
  return (
    <Box
      component="nav"
      aria-label="Main"
      sx={{
        display: 'flex',
        flexDirection: 'column',
        flex: 'none',
        width: folded ? 57 : 216,
        p: 3,
        pt: 2.5,
        gap: 0.5,
        bgcolor: 'surface.side',
        borderRight: 1,
        borderColor: 'divider',
        transition: 'width 140ms ease',
        overflow: 'hidden',
      }}
    >
      <Box sx={{ display: 'flex', alignItems: 'center', gap: 2, height: 32, mb: 4, px: 1 }}>
        <Mark />
        {folded ? null : (
          <Typography variant="h3" component="span" sx={{ letterSpacing: '-0.01em' }}>
            CRM
          </Typography>
        )}
      </Box>
      {places.filter(reached).map((place) => (
        <PlaceLink key={place.to} place={place} folded={folded} />
      ))}
      {settings.some(reached) ? (
        <Box role="group" aria-label="Settings" sx={{ display: 'grid', gap: 0.5, mt: 3 }}>
          {folded ? (
            <Box sx={{ mb: 2, borderTop: 1, borderColor: 'divider' }} />
          ) : (
            <Typography variant="caption" color="textSecondary" sx={{ px: 2, fontWeight: 550 }}>
              Settings
            </Typography>
          )}
          {settings.filter(reached).map((place) => (
            <PlaceLink key={place.to} place={place} folded={folded} />
          ))}
        </Box>
      ) : null}
      <Box sx={{ flex: 1 }} />
      <Tooltip title={folded ? 'Unfold the sidebar' : 'Fold the sidebar'} placement="right">
        <IconButton
          aria-label={folded ? 'Unfold the sidebar' : 'Fold the sidebar'}
          aria-expanded={!folded}
          onClick={toggle}
        >
          <SidebarIcon size={16} />
        </IconButton>
      </Tooltip>
    </Box>
  );
};

const PlaceLink = ({ place: { to, label, Icon }, folded }: { place: Place; folded: boolean }) => (
  <Tooltip title={folded ? label : ''} placement="right">
    <ButtonBase
      component={NavLink}
      to={to}
      aria-label={label}
      sx={{
        justifyContent: 'flex-start',
        gap: 2.5,
        height: 32,
        px: 2,
        borderRadius: '7px',
        typography: 'button',
        color: 'text.secondary',
        '&:hover': { bgcolor: 'surface.quiet' },
        '&.active': { bgcolor: 'action.selected', color: 'text.primary' },
        '&.active svg': { color: 'primary.main' },
      }}
    >
      <Icon size={16} aria-hidden style={{ flex: 'none' }} />
      {folded ? null : label}
    </ButtonBase>
  </Tooltip>
);
