import Box from '@mui/material/Box';
import { useMemo } from 'react';
import { ErrorState } from '../../../ui/ErrorState.tsx';
import { formatNumber } from '../../../ui/format.ts';
import { SkeletonRows } from '../../../ui/SkeletonRows.tsx';
import { useRecord } from '../record.ts';
import { HistoryList } from './HistoryList.tsx';
import { HistorySlider } from './HistorySlider.tsx';
import { SinceThen } from './SinceThen.tsx';
import { stopAt, stopsOf } from './stops.ts';
import { useWholeHistory } from './use-whole-history.ts';

/** Every event of the customer, and the slider that shows the record as of any of them. */
export const CustomerHistory = ({ onLook }: { onLook: (asOf: string | null) => void }) => {
  const { present, asOf } = useRecord();
  const { data, error, refetch, hasNextPage } = useWholeHistory(present.id);
  const stops = useMemo(() => stopsOf(data ?? []), [data]);
  if (data === undefined) {
    return error === null ? (
      <SkeletonRows rows={8} label="Loading the history" />
    ) : (
      <ErrorState error={error} onRetry={() => void refetch()} />
    );
  }
  const index = asOf === null ? stops.length : stopAt(stops, asOf);
  return (
    <Box
      sx={{
        display: 'grid',
        gap: 4,
        gridTemplateColumns: 'minmax(0, 1fr)',
        maxWidth: 980,
        mx: 'auto',
        width: '100%',
      }}
    >
      <HistorySlider stops={stops} index={index} asOf={asOf} onLook={onLook} />
      {hasNextPage ? (
        <Box role="status" sx={{ typography: 'caption', color: 'text.secondary' }}>
          {formatNumber(data.length)} events read, more on their way…
        </Box>
      ) : null}
      <SinceThen />
      <HistoryList stops={stops} index={index} onLook={onLook} />
    </Box>
  );
};
