import { type UserRow, userCommands } from '@crm/contracts';
import IconButton from '@mui/material/IconButton';
import Menu from '@mui/material/Menu';
import MenuItem from '@mui/material/MenuItem';
import { useState } from 'react';
import { useCommand } from '../../api/ask.ts';
import { ConfirmDialog } from '../../ui/ConfirmDialog.tsx';
import { MoreIcon } from '../../ui/icons.ts';
import { useNotices } from '../../ui/notice.tsx';
import { FirstPasswordDialog } from './FirstPasswordDialog.tsx';
import { EmailDialog, RenameDialog } from './UserFieldDialogs.tsx';

/** What an administrator can do with a user beside the role. */
export const UserActions = ({ user }: { user: UserRow }) => {
  const { id, active } = user;
  const name = user.name ?? 'this user';
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  const [dialog, setDialog] = useState<'rename' | 'email' | 'password' | 'deactivate' | null>(null);
  const { done, failed } = useNotices();
  const close = () => setDialog(null);
  const choose = (next: typeof dialog) => () => {
    setAnchor(null);
    setDialog(next);
  };
  const deactivate = useCommand(userCommands.DeactivateUser, {
    onSuccess: () => {
      done(`${name} was deactivated.`);
      close();
    },
    onError: failed,
  });
  const reactivate = useCommand(userCommands.ReactivateUser, {
    onSuccess: () => done(`${name} can sign in again.`),
    onError: failed,
  });

  return (
    <>
      <IconButton
        aria-label={`Actions for ${name}`}
        aria-haspopup="menu"
        onClick={({ currentTarget }) => setAnchor(currentTarget)}
      >
        <MoreIcon size={16} />
      </IconButton>
      <Menu disablePortal anchorEl={anchor} open={anchor !== null} onClose={() => setAnchor(null)}>
        <MenuItem onClick={choose('rename')}>Rename …</MenuItem>
        <MenuItem onClick={choose('email')}>Change e-mail …</MenuItem>
        <MenuItem onClick={choose('password')}>Set a first password …</MenuItem>
        {active ? (
          <MenuItem onClick={choose('deactivate')} sx={{ color: 'error.main' }}>
            Deactivate …
          </MenuItem>
        ) : (
          <MenuItem
            onClick={() => {
              setAnchor(null);
              reactivate.mutate({ id });
            }}
          >
            Reactivate
          </MenuItem>
        )}
      </Menu>
      {dialog === 'rename' ? <RenameDialog user={user} onClose={close} /> : null}
      {dialog === 'email' ? <EmailDialog user={user} onClose={close} /> : null}
      {dialog === 'password' ? <FirstPasswordDialog user={user} onClose={close} /> : null}
      <ConfirmDialog
        open={dialog === 'deactivate'}
        title={`Deactivate ${name}?`}
        action="Deactivate"
        dangerous
        busy={deactivate.isPending}
        onCancel={close}
        onConfirm={() => deactivate.mutate({ id })}
      >
        All sessions end and nobody can sign in with this address. Customers keep their owner, the history
        stays, and it can be undone.
      </ConfirmDialog>
    </>
  );
};
