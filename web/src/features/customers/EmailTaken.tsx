import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Link from '@mui/material/Link';
import { Link as RouterLink } from 'react-router';
import type { ProblemError } from '../../api/problem.ts';

interface Props {
  readonly problem: ProblemError;
  readonly onAnyway: () => void;
  readonly onOpen: () => void;
}

/** Somebody has this address already: a link to them (for those who may see them), and the way to register anyway. */
export const EmailTaken = ({ problem, onAnyway, onOpen }: Props) => {
  const { customerId } = problem.facts;
  return (
    <Box component="span" sx={{ display: 'flex', flexWrap: 'wrap', alignItems: 'center', columnGap: 2 }}>
      {problem.message}
      {typeof customerId === 'string' ? (
        <Link
          component={RouterLink}
          to={`/customers/${customerId}`}
          underline="always"
          color="inherit"
          onClick={onOpen}
        >
          Open the existing customer
        </Link>
      ) : null}
      <Button size="small" color="error" onClick={onAnyway} sx={{ ml: -2, textDecoration: 'underline' }}>
        Register anyway
      </Button>
    </Box>
  );
};
