import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Dialog from '@mui/material/Dialog';
import DialogActions from '@mui/material/DialogActions';
import DialogContent from '@mui/material/DialogContent';
import DialogTitle from '@mui/material/DialogTitle';
import TextField from '@mui/material/TextField';
import Typography from '@mui/material/Typography';
import { type FormEvent, type ReactNode, useId, useState } from 'react';
import { fieldError, problemText } from '../../api/problem.ts';
import { saveOnCtrlEnter } from './keys.ts';

interface Props {
  readonly title: string;
  /** What will happen. */
  readonly children: ReactNode;
  /** The verb on the button. */
  readonly action: string;
  /** Carries it out; what it throws is shown here. */
  readonly onConfirm: (reason: string | null) => Promise<void>;
  readonly onClose: () => void;
}

/** Asks for the reason of something that matters; it may stay empty. */
export const ReasonDialog = ({ title, children, action, onConfirm, onClose }: Props) => {
  const titleId = useId();
  const [reason, setReason] = useState('');
  const [problem, setProblem] = useState<unknown>(null);
  const [busy, setBusy] = useState(false);
  const wrong = fieldError(problem, 'reason');

  const confirm = async (event: FormEvent) => {
    event.preventDefault();
    setBusy(true);
    try {
      await onConfirm(reason.trim() || null);
      onClose();
    } catch (error) {
      setProblem(error);
      setBusy(false);
    }
  };

  return (
    <Dialog open onClose={onClose} maxWidth="xs" fullWidth aria-labelledby={titleId}>
      <form noValidate onSubmit={confirm} onKeyDown={saveOnCtrlEnter}>
        <DialogTitle id={titleId}>{title}</DialogTitle>
        <DialogContent>
          <Typography variant="body2" color="textSecondary" sx={{ mb: 3 }}>
            {children}
          </Typography>
          <TextField
            autoFocus
            multiline
            minRows={2}
            label="Reason (optional)"
            value={reason}
            error={wrong !== undefined}
            helperText={wrong}
            onChange={({ target }) => setReason(target.value)}
          />
          <Box aria-live="polite">
            {problem === null || wrong !== undefined ? null : (
              <Alert severity="error" sx={{ mt: 2 }}>
                {problemText(problem)}
              </Alert>
            )}
          </Box>
        </DialogContent>
        <DialogActions>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" variant="contained" color="primary" disabled={busy}>
            {action}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
};
