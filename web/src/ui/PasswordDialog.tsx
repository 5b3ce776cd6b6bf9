import Button from '@mui/material/Button';
import Dialog from '@mui/material/Dialog';
import DialogActions from '@mui/material/DialogActions';
import DialogContent from '@mui/material/DialogContent';
import DialogTitle from '@mui/material/DialogTitle';
import { type FormEvent, useState } from 'react';
import { useChangePassword } from '../api/password.ts';
import { fieldError, problemText } from '../api/problem.ts';
import { useNotices } from './notice.tsx';
import { onEscape } from './on-escape.ts';
import { PasswordField } from './PasswordField.tsx';

/** Changes the signed-in user's own password. */
export const PasswordDialog = ({ open, onClose }: { open: boolean; onClose: () => void }) => {
  const [password, setPassword] = useState('');
  const [newPassword, setNewPassword] = useState('');
  const { done } = useNotices();
  const close = () => {
    setPassword('');
    setNewPassword('');
    change.reset();
    onClose();
  };
  const change = useChangePassword(() => {
    done('Password changed. Your other sessions were ended.');
    close();
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    change.mutate({ password, newPassword });
  };
  const newPasswordError = fieldError(change.error, 'newPassword');
  const passwordError =
    fieldError(change.error, 'password') ??
    (change.error !== null && newPasswordError === undefined ? problemText(change.error) : undefined);

  return (
    <Dialog open={open} onClose={onEscape(close)} maxWidth="xs" fullWidth aria-labelledby="password-title">
      <form onSubmit={submit}>
        <DialogTitle id="password-title">Change password</DialogTitle>
        <DialogContent sx={{ display: 'grid', gap: 4 }}>
          <PasswordField
            label="Current password"
            autoComplete="current-password"
            value={password}
            onValue={setPassword}
            error={passwordError}
            autoFocus
          />
          <PasswordField
            label="New password"
            autoComplete="new-password"
            value={newPassword}
            onValue={setNewPassword}
            error={newPasswordError}
            hint="At least 12 characters. A few unrelated words are good."
          />
        </DialogContent>
        <DialogActions>
          <Button onClick={close}>Cancel</Button>
          <Button type="submit" variant="contained" color="primary" disabled={change.isPending}>
            Change password
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
};
