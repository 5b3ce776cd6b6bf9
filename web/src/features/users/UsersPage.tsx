import { type UserRow, userQuestions } from '@crm/contracts';
import Button from '@mui/material/Button';
import Table from '@mui/material/Table';
import TableBody from '@mui/material/TableBody';
import TableCell from '@mui/material/TableCell';
import TableContainer from '@mui/material/TableContainer';
import TableHead from '@mui/material/TableHead';
import TableRow from '@mui/material/TableRow';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { ask } from '../../api/ask.ts';
import { useMay } from '../../api/may.ts';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { ErrorState } from '../../ui/ErrorState.tsx';
import { AddIcon, UsersIcon } from '../../ui/icons.ts';
import { Page } from '../../ui/Page.tsx';
import { SkeletonRows } from '../../ui/SkeletonRows.tsx';
import { useShortcut } from '../../ui/shortcuts.ts';
import { NewUserDialog } from './NewUserDialog.tsx';
import { UserTableRow } from './UserTableRow.tsx';

/** Who may sign in, as what; for administrators. */
const UsersPage = () => {
  const may = useMay();
  const mayManage = may('user.manage', null);
  const [creating, setCreating] = useState(false);
  const users = useQuery(ask(userQuestions.users, {}));
  useShortcut('c', 'New user', () => setCreating(true), mayManage);

  const content = () => {
    if (users.isPending) return <SkeletonRows rows={6} label="Loading users" />;
    if (users.isError) return <ErrorState error={users.error} onRetry={() => void users.refetch()} />;
    if (users.data.length === 0)
      return (
        <EmptyState icon={<UsersIcon size={22} />} title="No users">
          {mayManage ? 'Create the people who are to work here.' : 'Whoever may sign in appears here.'}
        </EmptyState>
      );
    return <UserTable users={users.data} mayManage={mayManage} />;
  };

  return (
    <Page
      title="Users"
      actions={
        mayManage ? (
          <Button
            variant="contained"
            color="primary"
            startIcon={<AddIcon />}
            aria-keyshortcuts="c"
            onClick={() => setCreating(true)}
          >
            New user
          </Button>
        ) : null
      }
    >
      {content()}
      {creating ? <NewUserDialog onClose={() => setCreating(false)} /> : null}
    </Page>
  );
};

const UserTable = ({ users, mayManage }: { users: readonly UserRow[]; mayManage: boolean }) => (
  <TableContainer sx={{ flex: 1 }}>
    <Table
      stickyHeader
      size="small"
      aria-label="Users"
      sx={{
        '& th, & td': {
          borderColor: 'divider',
          height: 44,
          py: 0,
          px: { xs: 3, sm: 4 },
          fontSize: '0.8125rem',
        },
        '& th': {
          height: 36,
          color: 'text.secondary',
          fontSize: '0.75rem',
          fontWeight: 550,
          bgcolor: 'background.default',
        },
        '& .wide': { display: { xs: 'none', md: 'table-cell' } },
      }}
    >
      <TableHead>
        <TableRow>
          <TableCell>Name</TableCell>
          <TableCell className="wide">E-mail</TableCell>
          <TableCell>Role</TableCell>
          <TableCell className="wide">Status</TableCell>
          <TableCell className="wide">Created</TableCell>
          <TableCell align="right">{mayManage ? 'Actions' : null}</TableCell>
        </TableRow>
      </TableHead>
      <TableBody>
        {users.map((user) => (
          <UserTableRow key={user.id} user={user} mayManage={mayManage} />
        ))}
      </TableBody>
    </Table>
  </TableContainer>
);

export default UsersPage;
