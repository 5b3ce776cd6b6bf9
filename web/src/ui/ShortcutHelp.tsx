import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Dialog from '@mui/material/Dialog';
import DialogActions from '@mui/material/DialogActions';
import DialogContent from '@mui/material/DialogContent';
import DialogTitle from '@mui/material/DialogTitle';
import FormControlLabel from '@mui/material/FormControlLabel';
import Switch from '@mui/material/Switch';
import { Key } from './Key.tsx';
import { useShortcutSwitch, useShortcuts } from './shortcuts.ts';

/** Every key that does something on the open page, and the switch that turns single keys off. */
export const ShortcutHelp = ({ open, onClose }: { open: boolean; onClose: () => void }) => {
  const shortcuts = useShortcuts();
  const [enabled, setEnabled] = useShortcutSwitch();
  return (
    <Dialog open={open} onClose={onClose} maxWidth="xs" fullWidth aria-labelledby="shortcut-title">
      <DialogTitle id="shortcut-title">Keyboard shortcuts</DialogTitle>
      <DialogContent>
        <Box component="dl" sx={{ m: 0, display: 'grid', gap: 2 }}>
          {shortcuts.map(({ key, does }) => (
            <Box key={key} sx={{ display: 'flex', justifyContent: 'space-between', typography: 'body2' }}>
              <Box component="dt">{does}</Box>
              <Box component="dd" sx={{ m: 0 }}>
                <Key>{key}</Key>
              </Box>
            </Box>
          ))}
        </Box>
      </DialogContent>
      <DialogActions sx={{ justifyContent: 'space-between' }}>
        <FormControlLabel
          control={<Switch size="small" checked={enabled} onChange={(_, on) => setEnabled(on)} />}
          label="Single-key shortcuts"
          slotProps={{ typography: { variant: 'body2' } }}
          sx={{ ml: 0 }}
        />
        <Button onClick={onClose}>Close</Button>
      </DialogActions>
    </Dialog>
  );
};
