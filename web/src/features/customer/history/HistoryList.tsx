import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { useState } from 'react';
import { formatNumber } from '../../../ui/format.ts';
import { HistoryLine } from './HistoryLine.tsx';
import type { Stop } from './stops.ts';

interface Props {
  readonly stops: readonly Stop[];
  readonly index: number;
  readonly onLook: (asOf: string | null) => void;
}

const step = 100;

/** Every event, newest first; what came after the moment looked at stands back. */
export const HistoryList = ({ stops, index, onLook }: Props) => {
  const [count, setCount] = useState(step);
  const lines = stops
    .flatMap((stop, place) => stop.entries.map((entry) => ({ entry, stop, place })))
    .toReversed();
  return (
    <Box component="section" aria-label="All events">
      <Box component="ol" reversed sx={{ m: 0, p: 0, listStyle: 'none' }}>
        {lines.slice(0, count).map(({ entry, stop, place }) => (
          <HistoryLine
            key={entry.eventId}
            entry={entry}
            when={place === index ? 'here' : place > index ? 'later' : 'before'}
            onLook={() => onLook(stop.at)}
          />
        ))}
      </Box>
      {lines.length > count ? (
        <Button onClick={() => setCount(count + step)} sx={{ mt: 2, color: 'text.secondary' }}>
          Show older events ({formatNumber(lines.length - count)} more)
        </Button>
      ) : null}
    </Box>
  );
};
