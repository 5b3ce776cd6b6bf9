import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { type RefObject, useEffect, useRef, useState } from 'react';
import { useMay } from '../../../api/may.ts';
import { EmptyState } from '../../../ui/EmptyState.tsx';
import { ErrorState } from '../../../ui/ErrorState.tsx';
import { EmptyIcon, FilterIcon } from '../../../ui/icons.ts';
import { SkeletonRows } from '../../../ui/SkeletonRows.tsx';
import { InteractionComposer } from '../composer/InteractionComposer.tsx';
import { type TimelineFilter, useTimeline } from '../customer.api.ts';
import { useRecord } from '../record.ts';
import { TimelineDays } from './TimelineDays.tsx';
import { TimelineFilterBar } from './TimelineFilterBar.tsx';

const everything: TimelineFilter = { kind: [], from: null, to: null };

/** What happened with the customer, newest first, below the composer that adds to it. */
export const CustomerTimeline = ({ composer }: { composer: RefObject<HTMLTextAreaElement | null> }) => {
  const { customer, present, asOf, editable } = useRecord();
  const may = useMay();
  const [filter, setFilter] = useState(everything);
  const timeline = useTimeline(customer.id, upTo(asOf, filter));
  const writable = editable && may('interaction.write', present.ownerId);
  const narrowed =
    filter !== everything && (filter.kind.length > 0 || filter.from !== null || filter.to !== null);
  const { data, error, hasNextPage, isFetchingNextPage, fetchNextPage } = timeline;

  const body = () => {
    if (data === undefined) {
      return error === null ? (
        <SkeletonRows rows={6} label="Loading the timeline" />
      ) : (
        <ErrorState error={error} onRetry={() => void timeline.refetch()} />
      );
    }
    if (data.length === 0) {
      return narrowed ? (
        <NothingFound onClear={() => setFilter(everything)} />
      ) : (
        <NothingYet onLog={writable ? () => composer.current?.focus() : null} />
      );
    }
    return (
      <>
        <TimelineDays entries={data} writable={writable} />
        {hasNextPage ? <More busy={isFetchingNextPage} onMore={() => void fetchNextPage()} /> : null}
      </>
    );
  };

  return (
    <Box
      sx={{
        display: 'grid',
        gap: 3,
        gridTemplateColumns: 'minmax(0, 1fr)',
        maxWidth: 860,
        mx: 'auto',
        width: '100%',
      }}
    >
      {writable ? <InteractionComposer key={customer.id} customerId={customer.id} text={composer} /> : null}
      <TimelineFilterBar filter={filter} onChange={setFilter} />
      {body()}
    </Box>
  );
};

/** While looking back, what happened later is not there; `to` itself is not within the period. */
const upTo = (asOf: string | null, filter: TimelineFilter): TimelineFilter => {
  if (asOf === null) return filter;
  const end = new Date(new Date(asOf).getTime() + 1).toISOString();
  return { ...filter, to: filter.to !== null && filter.to < end ? filter.to : end };
};

const NothingFound = ({ onClear }: { onClear: () => void }) => (
  <EmptyState
    icon={<FilterIcon size={22} />}
    title="Nothing matches these filters"
    actions={
      <Button variant="outlined" onClick={onClear}>
        Clear filters
      </Button>
    }
  >
    There may be more on the timeline than these kinds and this period.
  </EmptyState>
);

const NothingYet = ({ onLog }: { onLog: (() => void) | null }) => (
  <EmptyState
    icon={<EmptyIcon size={22} />}
    title="No interactions yet"
    actions={
      onLog && (
        <Button variant="contained" color="primary" onClick={onLog}>
          Log the first one
        </Button>
      )
    }
  >
    Calls, e-mails, meetings and notes appear here with every change of the record.
  </EmptyState>
);

/** Loads the next page when it comes into sight, or when it is pressed. */
const More = ({ busy, onMore }: { busy: boolean; onMore: () => void }) => {
  const button = useRef<HTMLButtonElement>(null);
  const latest = useRef(onMore);
  useEffect(() => {
    latest.current = onMore;
  });
  useEffect(() => {
    if (button.current === null) return;
    const observer = new IntersectionObserver((seen) => {
      if (seen.some(({ isIntersecting }) => isIntersecting)) latest.current();
    });
    observer.observe(button.current);
    return () => observer.disconnect();
  }, []);
  return (
    <Button
      ref={button}
      disabled={busy}
      onClick={onMore}
      sx={{ justifySelf: 'center', color: 'text.secondary' }}
    >
      {busy ? 'Loading older entries…' : 'Show older entries'}
    </Button>
  );
};
