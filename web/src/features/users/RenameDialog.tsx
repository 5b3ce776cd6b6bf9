import { type UserRow, userCommands } from '@crm/contracts';
import TextField from '@mui/material/TextField';
import { useState } from 'react';
import { useCommand } from '../../api/ask.ts';
import { fieldError } from '../../api/problem.ts';
import { FormDialog } from '../../ui/FormDialog.tsx';
import { useNotices } from '../../ui/notice.tsx';

/** Gives a user another name. */
export const RenameDialog = ({ user, onClose }: { user: UserRow; onClose: () => void }) => {
  const [name, setName] = useState(user.name ?? '');
  const { done } = useNotices();
  const rename = useCommand(userCommands.RenameUser, {
    onSuccess: () => {
      done('Name saved.');
      onClose();
    },
  });
  const message = fieldError(rename.error, 'name');
  return (
    <FormDialog
      title="Rename"
      action="Save"
      busy={rename.isPending}
      error={rename.error}
      onSubmit={() => rename.mutate({ id: user.id, body: { name } })}
      onClose={onClose}
    >
      <TextField
        label="Name"
        autoFocus
        value={name}
        error={message !== undefined}
        helperText={message}
        onChange={({ target }) => setName(target.value)}
      />
    </FormDialog>
  );
};
