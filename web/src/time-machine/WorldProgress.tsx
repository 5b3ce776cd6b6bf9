import type { World } from '@crm/contracts';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import LinearProgress from '@mui/material/LinearProgress';
import { backToToday } from '../api/travel.ts';
import { EmptyState } from '../ui/EmptyState.tsx';
import { formatMoment, formatNumber } from '../ui/format.ts';
import { TimeMachineIcon } from '../ui/icons.ts';
import { useDropWorld } from './time-machine.api.ts';

interface Props {
  readonly asOf: string;
  /** Undefined: its building is just being asked for. */
  readonly world: World | undefined;
}

/** How far a world is; it goes on being built for whoever comes back, unless it is stopped. */
export const WorldProgress = ({ asOf, world }: Props) => {
  const drop = useDropWorld();
  const { done = 0, total = null } = world ?? {};
  const share = total === null || total === 0 ? null : Math.min(1, done / total);
  const stop = () => {
    if (world !== undefined) drop.mutate({ position: world.position });
    backToToday();
  };
  return (
    <EmptyState
      icon={<TimeMachineIcon size={22} />}
      title={`Building the workspace as of ${formatMoment(asOf)}`}
      actions={
        <>
          <Button variant="outlined" onClick={stop}>
            Stop building
          </Button>
          <Button onClick={backToToday}>Back to today</Button>
        </>
      }
    >
      <Box sx={{ width: 'min(320px, 70vw)', my: 2 }}>
        <LinearProgress
          aria-label="Events folded"
          {...(share === null ? {} : { variant: 'determinate', value: share * 100 })}
        />
      </Box>
      {total === null
        ? `${formatNumber(done)} events read …`
        : `${formatNumber(done)} of ${formatNumber(total)} events`}
    </EmptyState>
  );
};
