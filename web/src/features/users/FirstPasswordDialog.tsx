import { type UserRow, userCommands } from '@crm/contracts';
import { useState } from 'react';
import { useCommand } from '../../api/ask.ts';
import { fieldError } from '../../api/problem.ts';
import { FormDialog } from '../../ui/FormDialog.tsx';
import { useNotices } from '../../ui/notice.tsx';
import { PasswordField } from '../../ui/PasswordField.tsx';

/** Sets a password for one sign-in, at which the user chooses another. */
export const FirstPasswordDialog = ({ user, onClose }: { user: UserRow; onClose: () => void }) => {
  const [password, setPassword] = useState('');
  const { done } = useNotices();
  const set = useCommand(userCommands.SetUserPassword, {
    onSuccess: () => {
      done(`Password set. ${user.name ?? 'The user'} chooses another at the next sign-in.`);
      onClose();
    },
  });
  return (
    <FormDialog
      title={`First password for ${user.name ?? 'this user'}`}
      action="Set password"
      busy={set.isPending}
      error={set.error}
      onSubmit={() => set.mutate({ id: user.id, body: { password } })}
      onClose={onClose}
    >
      <PasswordField
        label="Password"
        autoComplete="off"
        autoFocus
        value={password}
        onValue={setPassword}
        error={fieldError(set.error, 'password')}
        hint="At least 12 characters. It works once: the user chooses another at sign-in."
      />
    </FormDialog>
  );
};
