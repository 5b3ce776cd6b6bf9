import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { ProblemError, problemText } from '../api/problem.ts';
import { EmptyState } from './EmptyState.tsx';
import { OfflineIcon, ProblemIcon } from './icons.ts';

/** A question that got no answer: what happened, in words, and a way to try again. */
export const ErrorState = ({ error, onRetry }: { error: unknown; onRetry?: () => void }) => {
  const away = error instanceof ProblemError && error.status === 0;
  return (
    <Box role="alert" sx={{ display: 'grid', flex: 1 }}>
      <EmptyState
        icon={away ? <OfflineIcon size={22} /> : <ProblemIcon size={22} />}
        title={titleOf(error)}
        actions={
          onRetry && (
            <Button variant="outlined" onClick={onRetry}>
              Try again
            </Button>
          )
        }
      >
        {problemText(error)}
      </EmptyState>
    </Box>
  );
};

const titleOf = (error: unknown): string => {
  if (!(error instanceof ProblemError)) return 'Something went wrong';
  if (error.status === 0) return 'No connection';
  if (error.status === 404) return 'Not found';
  return error.status === 403 ? 'Not allowed' : 'That did not work';
};
