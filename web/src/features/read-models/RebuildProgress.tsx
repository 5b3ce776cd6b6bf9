import type { Rebuild } from '@crm/contracts';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import LinearProgress from '@mui/material/LinearProgress';
import Typography from '@mui/material/Typography';
import { useId } from 'react';
import { Moment } from '../../ui/Moment.tsx';
import { useNotices } from '../../ui/notice.tsx';
import { useUserName } from '../../ui/OwnerAvatar.tsx';
import { useCancelRebuild } from './read-models.api.ts';
import { afterwards, progressText, rebuildName, stateWords } from './words.ts';

/** A rebuild that is under way: what it is doing, how far it is, and the way to cancel it. */
export const RebuildProgress = ({ rebuild, mayManage }: { rebuild: Rebuild; mayManage: boolean }) => {
  const nameOf = useUserName();
  const nameId = useId();
  const { done, failed } = useNotices();
  const cancel = useCancelRebuild();
  const { id, state, total, requestedAt, requestedBy } = rebuild;
  return (
    <Box
      sx={{
        display: 'grid',
        gap: 2,
        p: 3,
        border: 1,
        borderColor: 'divider',
        borderRadius: '8px',
      }}
    >
      <Box sx={{ display: 'flex', gap: 2, alignItems: 'start' }}>
        <Box sx={{ flex: 1 }}>
          <Typography id={nameId} variant="subtitle2" component="h3">
            {rebuildName(rebuild)}
          </Typography>
          <Typography variant="caption" color="textSecondary">
            <Moment at={requestedAt} /> by {nameOf(requestedBy) ?? 'Unknown user'}
          </Typography>
        </Box>
        {mayManage ? (
          <Button
            variant="outlined"
            size="small"
            disabled={cancel.isPending || cancel.isSuccess}
            onClick={() =>
              cancel.mutate(
                { id },
                {
                  onSuccess: () => done(`Cancelled: what is shown stays.${afterwards(rebuild)}`),
                  onError: failed,
                },
              )
            }
          >
            Cancel
          </Button>
        ) : null}
      </Box>
      <LinearProgress
        aria-labelledby={nameId}
        {...(total === null
          ? { variant: 'indeterminate' }
          : { variant: 'determinate', value: shareOf(rebuild) })}
        sx={{ height: 6, borderRadius: '3px' }}
      />
      <Box
        sx={{
          display: 'flex',
          flexWrap: 'wrap',
          columnGap: 3,
          typography: 'caption',
          color: 'text.secondary',
        }}
      >
        <Box component="span" role="status" sx={{ flex: 1, minWidth: 180 }}>
          {stateWords[state]}
        </Box>
        <Box component="span" sx={{ fontVariantNumeric: 'tabular-nums' }}>
          {progressText(rebuild)}
        </Box>
      </Box>
    </Box>
  );
};

const shareOf = ({ done, total }: Rebuild): number =>
  total === null || total === 0 ? 100 : Math.min(100, (100 * done) / total);
