import { Role, userCommands } from '@crm/contracts';
import MenuItem from '@mui/material/MenuItem';
import TextField from '@mui/material/TextField';
import { useState } from 'react';
import { useCommand } from '../../api/ask.ts';
import { fieldError, problemText } from '../../api/problem.ts';
import { FormDialog } from '../../ui/FormDialog.tsx';
import { humanise } from '../../ui/format.ts';
import { useNotices } from '../../ui/notice.tsx';
import { PasswordField } from '../../ui/PasswordField.tsx';

/** Creates a user with a password for one first sign-in. */
export const NewUserDialog = ({ onClose }: { onClose: () => void }) => {
  const [name, setName] = useState('');
  const [email, setEmail] = useState('');
  const [role, setRole] = useState<Role>('sales');
  const [password, setPassword] = useState('');
  const { done } = useNotices();
  const create = useCommand(userCommands.CreateUser, {
    onSuccess: () => {
      done(`${name} was created. Hand over the password: it works for one sign-in.`);
      onClose();
    },
  });
  const taken = create.error?.code === 'email-taken' ? problemText(create.error) : undefined;
  const emailMessage = fieldError(create.error, 'email') ?? taken;
  const nameMessage = fieldError(create.error, 'name');
  return (
    <FormDialog
      title="New user"
      action="Create"
      busy={create.isPending}
      error={taken === undefined ? create.error : null}
      onSubmit={() => create.mutate({ body: { name, email, role, password } })}
      onClose={onClose}
    >
      <TextField
        label="Name"
        autoFocus
        value={name}
        error={nameMessage !== undefined}
        helperText={nameMessage}
        onChange={({ target }) => setName(target.value)}
      />
      <TextField
        label="E-mail"
        type="email"
        value={email}
        error={emailMessage !== undefined}
        helperText={emailMessage}
        onChange={({ target }) => setEmail(target.value)}
        slotProps={{ htmlInput: { autoComplete: 'off' } }}
      />
      <TextField
        select
        label="Role"
        value={role}
        onChange={({ target }) => setRole(Role.safeParse(target.value).data ?? role)}
      >
        {Role.options.map((option) => (
          <MenuItem key={option} value={option}>
            {humanise(option)}
          </MenuItem>
        ))}
      </TextField>
      <PasswordField
        label="First password"
        autoComplete="off"
        value={password}
        onValue={setPassword}
        error={fieldError(create.error, 'password')}
        hint="At least 12 characters. The user chooses another at the first sign-in."
      />
    </FormDialog>
  );
};
