import Box from '@mui/material/Box';
import Divider from '@mui/material/Divider';
import IconButton from '@mui/material/IconButton';
import Menu from '@mui/material/Menu';
import MenuItem from '@mui/material/MenuItem';
import { useColorScheme } from '@mui/material/styles';
import Typography from '@mui/material/Typography';
import { useState } from 'react';
import { useHolds } from '../api/may.ts';
import { signOut, useSession } from '../api/session.ts';
import { TravelDialog } from '../time-machine/TravelDialog.tsx';
import { Face } from './Face.tsx';
import { humanise } from './format.ts';
import {
  CheckIcon,
  DarkIcon,
  KeyboardIcon,
  LightIcon,
  PasswordIcon,
  SignOutIcon,
  SystemIcon,
  TimeMachineIcon,
} from './icons.ts';
import { PasswordDialog } from './PasswordDialog.tsx';
import { ShortcutHelp } from './ShortcutHelp.tsx';
import { useShortcut } from './shortcuts.ts';

const modes = [
  { mode: 'light', label: 'Light', Icon: LightIcon },
  { mode: 'dark', label: 'Dark', Icon: DarkIcon },
  { mode: 'system', label: 'Same as system', Icon: SystemIcon },
] as const;

/** The signed-in user: appearance, the time machine, password, shortcuts, sign-out. */
export const UserMenu = () => {
  const session = useSession();
  const holds = useHolds();
  const { mode = 'system', setMode } = useColorScheme();
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  const [dialog, setDialog] = useState<'shortcuts' | 'password' | 'time machine' | null>(null);
  useShortcut('?', 'Show the shortcuts', () => setDialog('shortcuts'));
  if (session.status !== 'signed-in') return null;
  const { id, name, role } = session.user;
  const open = (next: typeof dialog) => () => {
    setAnchor(null);
    setDialog(next);
  };

  return (
    <>
      <IconButton
        aria-label={`Account of ${name ?? 'you'}`}
        aria-haspopup="menu"
        aria-expanded={anchor !== null}
        onClick={({ currentTarget }) => setAnchor(currentTarget)}
        sx={{ borderRadius: '50%' }}
      >
        <Face id={id} name={name} size={26} />
      </IconButton>
      <Menu
        disablePortal
        anchorEl={anchor}
        open={anchor !== null}
        onClose={() => setAnchor(null)}
        anchorOrigin={{ vertical: 'bottom', horizontal: 'right' }}
        transformOrigin={{ vertical: 'top', horizontal: 'right' }}
        slotProps={{ paper: { sx: { width: 224, mt: 1 } } }}
      >
        <MenuItem disabled sx={{ display: 'block', '&.Mui-disabled': { opacity: 1 } }}>
          <Typography variant="subtitle2" component="div" noWrap>
            {name ?? 'You'}
          </Typography>
          <Typography variant="caption" component="div" color="textSecondary">
            {humanise(role)}
          </Typography>
        </MenuItem>
        <Divider sx={{ my: 1 }} />
        {modes.map(({ mode: each, label, Icon }) => (
          <MenuItem
            key={each}
            role="menuitemradio"
            aria-checked={mode === each}
            onClick={() => setMode(each)}
          >
            <Icon size={15} aria-hidden />
            <Box component="span" sx={{ flex: 1 }}>
              {label}
            </Box>
            {mode === each ? <CheckIcon size={14} aria-hidden /> : null}
          </MenuItem>
        ))}
        <Divider sx={{ my: 1 }} />
        {holds('history.read', null) ? (
          <MenuItem onClick={open('time machine')}>
            <TimeMachineIcon size={15} aria-hidden /> Time machine …
          </MenuItem>
        ) : null}
        <MenuItem onClick={open('shortcuts')}>
          <KeyboardIcon size={15} aria-hidden /> Keyboard shortcuts
        </MenuItem>
        <MenuItem onClick={open('password')}>
          <PasswordIcon size={15} aria-hidden /> Change password
        </MenuItem>
        <MenuItem onClick={() => void signOut()}>
          <SignOutIcon size={15} aria-hidden /> Sign out
        </MenuItem>
      </Menu>
      <ShortcutHelp open={dialog === 'shortcuts'} onClose={() => setDialog(null)} />
      {dialog === 'time machine' ? <TravelDialog onClose={() => setDialog(null)} /> : null}
      <PasswordDialog open={dialog === 'password'} onClose={() => setDialog(null)} />
    </>
  );
};
