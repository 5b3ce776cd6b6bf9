import Button from '@mui/material/Button';
import { type ReactNode, useEffect, useRef } from 'react';
import { forgetThePast } from '../api/query-client.ts';
import { backToToday, useMoment } from '../api/travel.ts';
import { EmptyState } from '../ui/EmptyState.tsx';
import { ErrorState } from '../ui/ErrorState.tsx';
import { formatMoment } from '../ui/format.ts';
import { ProblemIcon, TimeMachineIcon } from '../ui/icons.ts';
import { useNotices } from '../ui/notice.tsx';
import { Page } from '../ui/Page.tsx';
import { useWorldAsOf, type Watched } from './time-machine.api.ts';
import { WorldProgress } from './WorldProgress.tsx';

/** Shows the pages of today, or as of the moment looked at once its world is there. */
export const TravelGate = ({ children }: { children: ReactNode }) => {
  const moment = useMoment();
  if (moment === null) return children;
  return (
    <World key={moment} asOf={moment}>
      {children}
    </World>
  );
};

const World = ({ asOf, children }: { asOf: string; children: ReactNode }) => {
  const watched = useWorldAsOf(asOf);
  const ready = watched.world?.state === 'ready';
  const { gone } = watched;
  useEffect(() => {
    if (gone) forgetThePast();
  }, [gone]);
  const { announce } = useNotices();
  const waited = useRef(false);
  useEffect(() => {
    if (!ready) waited.current = true;
    else if (waited.current) announce(`The workspace as of ${formatMoment(asOf)} is ready.`);
  }, [ready, asOf, announce]);
  return ready ? (
    children
  ) : (
    <Page title="Time machine">
      <OnTheWay asOf={asOf} watched={watched} />
    </Page>
  );
};

/** What is shown instead of the pages: how far it has come, or why it does not come. */
const OnTheWay = ({ asOf, watched }: { asOf: string; watched: Watched }) => {
  const { world, gone, error, build } = watched;
  if (gone) {
    return (
      <Stranded title="This moment is no longer kept" icon={<TimeMachineIcon size={22} />} onBuild={build}>
        The workspace as of {formatMoment(asOf)} was put away: because nobody looked at it for a while,
        because others needed the room, or because a person in it was erased. It can be built again from the
        events.
      </Stranded>
    );
  }
  if (world?.state === 'failed') {
    return (
      <Stranded title="This moment could not be built" icon={<ProblemIcon size={22} />} onBuild={build}>
        {world.fault}
      </Stranded>
    );
  }
  if (error?.status === 400) {
    return (
      <Stranded title="Nobody can look there" icon={<ProblemIcon size={22} />}>
        {formatMoment(asOf)} is still to come.
      </Stranded>
    );
  }
  return error === null ? (
    <WorldProgress asOf={asOf} world={world} />
  ) : (
    <ErrorState error={error} onRetry={() => void build()} />
  );
};

interface StrandedProps {
  readonly title: string;
  readonly icon: ReactNode;
  readonly onBuild?: () => Promise<void>;
  /** Why. */
  readonly children: ReactNode;
}

const Stranded = ({ title, icon, onBuild, children }: StrandedProps) => (
  <EmptyState
    icon={icon}
    title={title}
    actions={
      <>
        {onBuild === undefined ? null : (
          <Button variant="outlined" onClick={() => void onBuild()}>
            Build it again
          </Button>
        )}
        <Button onClick={backToToday}>Back to today</Button>
      </>
    }
  >
    {children}
  </EmptyState>
);
