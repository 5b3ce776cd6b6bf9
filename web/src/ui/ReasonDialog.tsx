import TextField from '@mui/material/TextField';
import Typography from '@mui/material/Typography';
import { type ReactNode, useState } from 'react';
import { fieldError } from '../api/problem.ts';
import { FormDialog } from './FormDialog.tsx';

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
  const [reason, setReason] = useState('');
  const [problem, setProblem] = useState<unknown>(null);
  const [busy, setBusy] = useState(false);
  const wrong = fieldError(problem, 'reason');

  const confirm = async () => {
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
    <FormDialog
      title={title}
      action={action}
      busy={busy}
      error={problem}
      onSubmit={() => void confirm()}
      onClose={onClose}
    >
      <Typography variant="body2" component="div" color="textSecondary">
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
    </FormDialog>
  );
};
