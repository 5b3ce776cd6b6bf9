import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import IconButton from '@mui/material/IconButton';
import Slider from '@mui/material/Slider';
import TextField from '@mui/material/TextField';
import Typography from '@mui/material/Typography';
import { useState } from 'react';
import { useMoment } from '../../../api/travel.ts';
import { sentenceOf } from '../../../changes/sentences.ts';
import { formatDay, formatMoment } from '../../../ui/format.ts';
import { BackIcon, NextIcon } from '../../../ui/icons.ts';
import { endOfSecond, localMoment } from '../../../ui/local-moment.ts';
import type { Stop } from './stops.ts';

interface Props {
  readonly stops: readonly Stop[];
  /** The stop looked at: -1 before the first, as many as there are for now. */
  readonly index: number;
  readonly asOf: string | null;
  readonly onLook: (asOf: string | null) => void;
}

/** Moves through a customer's life event by event (arrow keys too), or to any moment that is typed. */
export const HistorySlider = ({ stops, index, asOf, onLook }: Props) => {
  const moment = useMoment();
  const latest = moment === null ? 'Now' : formatMoment(moment);
  const [dragged, setDragged] = useState<number | null>(null);
  const [arrived, setArrived] = useState(index);
  if (arrived !== index) {
    setArrived(index);
    setDragged(null);
  }
  const at = Math.max(0, dragged ?? index);
  // The address changes a moment later: until then the thumb stays, so that the next key steps on from there.
  const look = (next: number) => {
    setDragged(next);
    onLook(stops[next]?.at ?? null);
  };
  const spoken = (value: number): string => {
    const stop = stops[value];
    return stop === undefined ? latest : `${formatMoment(stop.at)}: ${headlineOf(stop)}`;
  };
  return (
    <Box
      component="section"
      aria-label="Time"
      sx={{ border: 1, borderColor: 'divider', borderRadius: '10px', px: 4, py: 3, display: 'grid', gap: 2 }}
    >
      <Box sx={{ display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: 2 }}>
        <Typography
          variant="body2"
          aria-live="polite"
          sx={{ flex: '1 1 240px', minWidth: 0, fontWeight: 550 }}
        >
          {asOf !== null && dragged === null
            ? `${formatMoment(asOf)}${index < 0 ? ': not registered yet' : `: ${headlineOf(stops[index])}`}`
            : spoken(at)}
        </Typography>
        <IconButton aria-label="Previous event" disabled={index <= 0} onClick={() => look(index - 1)}>
          <BackIcon size={16} aria-hidden />
        </IconButton>
        <IconButton aria-label="Next event" disabled={index >= stops.length} onClick={() => look(index + 1)}>
          <NextIcon size={16} aria-hidden />
        </IconButton>
        <TextField
          type="datetime-local"
          value={asOf === null ? '' : localMoment(asOf)}
          onChange={({ target }) => onLook(endOfSecond(target.value))}
          slotProps={{ htmlInput: { 'aria-label': 'Look at any moment', step: 1 } }}
          sx={{ width: 210 }}
        />
        <Button variant="outlined" disabled={asOf === null} onClick={() => onLook(null)}>
          {latest}
        </Button>
      </Box>
      <Box sx={{ px: 2 }}>
        <Slider
          size="small"
          min={0}
          max={Math.max(stops.length, 1)}
          value={at}
          aria-label="Moment in the customer’s history"
          getAriaValueText={spoken}
          onChange={(_, value) => setDragged(value)}
          onChangeCommitted={(_, value) => look(value)}
          color={asOf === null ? 'primary' : 'warning'}
          marks={stops.length <= 60}
        />
      </Box>
      <Box
        sx={{
          display: 'flex',
          justifyContent: 'space-between',
          typography: 'caption',
          color: 'text.secondary',
        }}
      >
        <span>{stops[0] === undefined ? '' : formatDay(stops[0].at)}</span>
        <span>{latest}</span>
      </Box>
    </Box>
  );
};

const headlineOf = (stop: Stop | undefined): string =>
  (stop?.entries ?? []).map(({ type, data }) => sentenceOf(type, data).title).join('; ');
