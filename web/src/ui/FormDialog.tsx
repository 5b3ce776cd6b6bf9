import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Dialog from '@mui/material/Dialog';
import DialogActions from '@mui/material/DialogActions';
import DialogContent from '@mui/material/DialogContent';
import DialogTitle from '@mui/material/DialogTitle';
import useMediaQuery from '@mui/material/useMediaQuery';
import { type FormEvent, type ReactNode, useEffect, useId, useRef } from 'react';
import { problemText } from '../api/problem.ts';
import { saveOnCtrlEnter } from './chords.ts';
import { onEscape } from './on-escape.ts';

interface Props {
  readonly title: string;
  /** The verb on the button. */
  readonly action: string;
  readonly busy: boolean;
  /** Said above the fields; what stands at a field gets the focus. */
  readonly error: unknown;
  /** `sm` has room for two columns, and fills a narrow screen. */
  readonly size?: 'xs' | 'sm';
  /** Nothing is to be filled in: the verb has the focus. */
  readonly ready?: boolean;
  /** What the verb does cannot be undone. */
  readonly dangerous?: boolean;
  readonly onSubmit: () => void;
  readonly onClose: () => void;
  readonly children: ReactNode;
}

/** A form in a dialog: fields, what was refused, one verb. Ctrl+Enter submits; a click beside it loses nothing. */
export const FormDialog = ({
  title,
  action,
  busy,
  error,
  size = 'xs',
  ready = false,
  dangerous = false,
  onSubmit,
  onClose,
  children,
}: Props) => {
  const titleId = useId();
  const form = useRef<HTMLFormElement>(null);
  const narrow = useMediaQuery((theme) => theme.breakpoints.down('sm'));
  useEffect(() => {
    if (error !== null) form.current?.querySelector<HTMLElement>('[aria-invalid=true]')?.focus();
  }, [error]);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onSubmit();
  };
  return (
    <Dialog
      open
      onClose={onEscape(onClose)}
      maxWidth={size}
      fullWidth
      fullScreen={narrow && size === 'sm'}
      aria-labelledby={titleId}
    >
      <Box
        component="form"
        ref={form}
        noValidate
        onSubmit={submit}
        onKeyDown={saveOnCtrlEnter}
        sx={{ display: 'flex', flexDirection: 'column', minHeight: 0, flex: 1 }}
      >
        <DialogTitle id={titleId}>{title}</DialogTitle>
        <DialogContent
          sx={{ display: 'grid', gap: 4, gridTemplateColumns: 'minmax(0, 1fr)', alignContent: 'start' }}
        >
          {error === null ? null : <Alert severity="error">{problemText(error)}</Alert>}
          {children}
        </DialogContent>
        <DialogActions>
          <Button onClick={onClose}>Cancel</Button>
          <Button
            type="submit"
            variant="contained"
            color={dangerous ? 'error' : 'primary'}
            disabled={busy}
            autoFocus={ready}
          >
            {action}
          </Button>
        </DialogActions>
      </Box>
    </Dialog>
  );
};
