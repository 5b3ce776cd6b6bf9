import { type UserRow, userCommands } from '@crm/contracts';
import TextField from '@mui/material/TextField';
import { useState } from 'react';
import { useCommand } from '../../api/ask.ts';
import { fieldError, type ProblemError, problemText } from '../../api/problem.ts';
import { FormDialog } from '../../ui/FormDialog.tsx';
import { useNotices } from '../../ui/notice.tsx';

interface Props {
  readonly user: UserRow;
  readonly onClose: () => void;
}

/** Gives a user another name. */
export const RenameDialog = ({ user, onClose }: Props) => {
  const { done } = useNotices();
  const rename = useCommand(userCommands.RenameUser, {
    onSuccess: () => {
      done('Name saved.');
      onClose();
    },
  });
  return (
    <FieldDialog
      title="Rename"
      field="name"
      label="Name"
      initial={user.name ?? ''}
      command={rename}
      onSave={(name) => rename.mutate({ id: user.id, body: { name } })}
      onClose={onClose}
    />
  );
};

/** Gives a user another address to sign in with. */
export const EmailDialog = ({ user, onClose }: Props) => {
  const { done } = useNotices();
  const change = useCommand(userCommands.ChangeUserEmail, {
    onSuccess: (_, { body }) => {
      done(`${user.name ?? 'The user'} signs in with ${body.email} now.`);
      onClose();
    },
  });
  return (
    <FieldDialog
      title="Change e-mail"
      field="email"
      label="E-mail"
      hint="The user signs in with it from now on, with the same password."
      initial={user.email ?? ''}
      command={change}
      onSave={(email) => change.mutate({ id: user.id, body: { email } })}
      onClose={onClose}
    />
  );
};

interface FieldProps {
  readonly title: string;
  readonly field: 'name' | 'email';
  readonly label: string;
  readonly hint?: string;
  readonly initial: string;
  readonly command: { readonly isPending: boolean; readonly error: ProblemError | null };
  readonly onSave: (text: string) => void;
  readonly onClose: () => void;
}

const FieldDialog = ({ title, field, label, hint, initial, command, onSave, onClose }: FieldProps) => {
  const [text, setText] = useState(initial);
  const { error, isPending } = command;
  const taken = error?.code === 'email-taken' ? problemText(error) : undefined;
  const message = fieldError(error, field) ?? taken;
  return (
    <FormDialog
      title={title}
      action="Save"
      busy={isPending}
      error={taken === undefined ? error : null}
      onSubmit={() => onSave(text)}
      onClose={onClose}
    >
      <TextField
        label={label}
        type={field === 'email' ? 'email' : 'text'}
        autoFocus
        value={text}
        error={message !== undefined}
        helperText={message ?? hint}
        onChange={({ target }) => setText(target.value)}
        slotProps={{ htmlInput: { autoComplete: 'off' } }}
      />
    </FormDialog>
  );
};
