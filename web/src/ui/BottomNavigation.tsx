import Box from '@mui/material/Box';
import ButtonBase from '@mui/material/ButtonBase';
import { NavLink } from 'react-router';
import { useHolds } from '../api/may.ts';
import { places, settings } from './places.ts';

/** Navigation at the bottom of a narrow screen, in reach of the thumb. */
export const BottomNavigation = () => {
  const holds = useHolds();
  return (
    <Box
      component="nav"
      aria-label="Main"
      sx={{
        display: 'flex',
        flex: 'none',
        height: 56,
        borderTop: 1,
        borderColor: 'divider',
        bgcolor: 'surface.side',
      }}
    >
      {[...places, ...settings]
        .filter(({ needs }) => holds(needs))
        .map(({ to, label, Icon }) => (
          <ButtonBase
            key={to}
            component={NavLink}
            to={to}
            sx={{
              flex: 1,
              flexDirection: 'column',
              gap: 0.5,
              typography: 'caption',
              fontWeight: 550,
              color: 'text.secondary',
              '&.active': { color: 'primary.main' },
            }}
          >
            <Icon size={18} aria-hidden />
            {label}
          </ButtonBase>
        ))}
    </Box>
  );
};
