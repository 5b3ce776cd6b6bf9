import { Role, type UserRow, userCommands } from '@crm/contracts';
import Box from '@mui/material/Box';
import MenuItem from '@mui/material/MenuItem';
import Select from '@mui/material/Select';
import TableCell from '@mui/material/TableCell';
import TableRow from '@mui/material/TableRow';
import Typography from '@mui/material/Typography';
import { useCommand } from '../../api/ask.ts';
import { Face } from '../../ui/Face.tsx';
import { humanise } from '../../ui/format.ts';
import { Moment } from '../../ui/Moment.tsx';
import { useNotices } from '../../ui/notice.tsx';
import { UserActions } from './UserActions.tsx';

/** One user: the role can be changed here, the rest through the actions. */
export const UserTableRow = ({ user, mayManage }: { user: UserRow; mayManage: boolean }) => {
  const { id, name, email, role, active, createdAt } = user;
  const { done, failed } = useNotices();
  const changeRole = useCommand(userCommands.ChangeUserRole, {
    onSuccess: (_, { body }) => done(`${name ?? 'The user'} is now ${humanise(body.role).toLowerCase()}.`),
    onError: failed,
  });
  return (
    <TableRow hover>
      <TableCell>
        <Box sx={{ display: 'flex', alignItems: 'center', gap: 2.5 }}>
          <Face id={id} name={name} />
          <Box sx={{ minWidth: 0, overflowWrap: 'anywhere' }}>
            <Typography variant="subtitle2">{name ?? 'Erased person'}</Typography>
            {active ? null : (
              <Typography
                variant="caption"
                color="textSecondary"
                sx={{ display: { xs: 'block', md: 'none' } }}
              >
                Deactivated
              </Typography>
            )}
          </Box>
        </Box>
      </TableCell>
      <TableCell className="wide" sx={{ color: 'text.secondary' }}>
        {email ?? '–'}
      </TableCell>
      <TableCell>
        {mayManage ? (
          <Select
            variant="standard"
            disableUnderline
            value={changeRole.isPending ? changeRole.variables.body.role : role}
            disabled={changeRole.isPending}
            onChange={({ target }) => {
              const wanted = Role.safeParse(target.value);
              if (wanted.success) changeRole.mutate({ id, body: { role: wanted.data } });
            }}
            sx={{ fontSize: '0.8125rem' }}
            SelectDisplayProps={{ 'aria-label': `Role of ${name ?? 'user'}` }}
          >
            {Role.options.map((option) => (
              <MenuItem key={option} value={option}>
                {humanise(option)}
              </MenuItem>
            ))}
          </Select>
        ) : (
          humanise(role)
        )}
      </TableCell>
      <TableCell className="wide">
        <Box
          component="span"
          sx={{ display: 'inline-flex', alignItems: 'center', gap: 1.5, color: 'text.secondary' }}
        >
          <Box
            aria-hidden
            component="span"
            sx={{
              width: 7,
              height: 7,
              borderRadius: '50%',
              bgcolor: active ? 'success.main' : 'text.disabled',
            }}
          />
          {active ? 'Active' : 'Deactivated'}
        </Box>
      </TableCell>
      <TableCell className="wide" sx={{ color: 'text.secondary' }}>
        <Moment at={createdAt} />
      </TableCell>
      <TableCell align="right">{mayManage ? <UserActions user={user} /> : null}</TableCell>
    </TableRow>
  );
};
