import { customerCommands } from '@crm/contracts';
import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Dialog from '@mui/material/Dialog';
import DialogActions from '@mui/material/DialogActions';
import DialogContent from '@mui/material/DialogContent';
import DialogTitle from '@mui/material/DialogTitle';
import useMediaQuery from '@mui/material/useMediaQuery';
import { type FormEvent, useEffect, useRef, useState } from 'react';
import { useNavigate } from 'react-router';
import { useCommand } from '../../api/ask.ts';
import { problemText } from '../../api/problem.ts';
import { useNotices } from '../../ui/notice.tsx';
import { onEscape } from '../../ui/on-escape.ts';
import { EmailTaken } from './EmailTaken.tsx';
import { RegistrationFields } from './RegistrationFields.tsx';
import { bodyOf, emptyForm } from './registration.ts';

/** Registers a customer. What the server refuses stands at its field; an address somebody has can be taken anyway. */
export const NewCustomerDialog = ({ onClose }: { onClose: () => void }) => {
  const narrow = useMediaQuery((theme) => theme.breakpoints.down('sm'));
  const navigate = useNavigate();
  const { done } = useNotices();
  const [form, setForm] = useState(emptyForm);
  const element = useRef<HTMLFormElement>(null);

  const register = useCommand(customerCommands.RegisterCustomer, {
    onSuccess: ({ id }) => {
      const name = [form.firstName, form.lastName].filter(Boolean).join(' ');
      done(`${name} was registered.`, { label: 'Open', run: () => void navigate(`/customers/${id}`) });
      onClose();
    },
  });
  const { error } = register;
  const taken = error?.code === 'email-taken' ? error : null;
  useEffect(() => {
    if (error !== null) element.current?.querySelector<HTMLElement>('[aria-invalid=true]')?.focus();
  }, [error]);
  const give = (registerAnyway: boolean) => register.mutate({ body: bodyOf(form, registerAnyway) });

  return (
    <Dialog
      open
      onClose={onEscape(onClose)}
      fullWidth
      maxWidth="sm"
      fullScreen={narrow}
      aria-labelledby="new-customer"
    >
      <Box
        ref={element}
        component="form"
        noValidate
        onSubmit={(event: FormEvent) => {
          event.preventDefault();
          give(false);
        }}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) give(false);
        }}
        sx={{ display: 'flex', flexDirection: 'column', minHeight: 0, flex: 1 }}
      >
        <DialogTitle id="new-customer">New customer</DialogTitle>
        <DialogContent>
          {error !== null && taken === null ? (
            <Alert severity="error" sx={{ mb: 4 }}>
              {problemText(error)}
            </Alert>
          ) : null}
          <RegistrationFields
            form={form}
            error={error}
            emailProblem={
              taken && <EmailTaken problem={taken} onAnyway={() => give(true)} onOpen={onClose} />
            }
            onChange={(change) => setForm({ ...form, ...change })}
          />
        </DialogContent>
        <DialogActions>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" variant="contained" color="primary" disabled={register.isPending}>
            Register
          </Button>
        </DialogActions>
      </Box>
    </Dialog>
  );
};
