import { userQuestions } from '@crm/contracts';
import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';
import { useQuery } from '@tanstack/react-query';
import { ask } from '../api/ask.ts';
import { Face } from './Face.tsx';

/** The name of a user by id, from the list of all users that every screen shares; null while it is not known. */
export const useUserName = (): ((id: string) => string | null) => {
  const { data } = useQuery(ask(userQuestions.users, {}));
  return (id) => (id === 'system' ? 'System' : (data?.find((user) => user.id === id)?.name ?? null));
};

/** A user's face and name; says so where there is no owner. */
export const OwnerAvatar = ({ userId, faceOnly = false }: { userId: string | null; faceOnly?: boolean }) => {
  const nameOf = useUserName();
  if (userId === null) {
    return (
      <Typography component="span" variant="body2" color="textSecondary">
        {faceOnly ? '–' : 'No owner'}
      </Typography>
    );
  }
  const name = nameOf(userId);
  return (
    <Box
      component="span"
      sx={{ display: 'inline-flex', alignItems: 'center', gap: 2, minWidth: 0, maxWidth: '100%' }}
    >
      <Face id={userId} name={name} size={20} />
      {faceOnly ? null : (
        <Typography component="span" variant="body2" noWrap>
          {name ?? 'Unknown user'}
        </Typography>
      )}
    </Box>
  );
};
