import type { World } from '@crm/contracts';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import TextField from '@mui/material/TextField';
import Typography from '@mui/material/Typography';
import { useState } from 'react';
import { travelTo, useMoment } from '../api/travel.ts';
import { FormDialog } from '../ui/FormDialog.tsx';
import { formatMoment } from '../ui/format.ts';
import { endOfSecond, localMoment } from '../ui/local-moment.ts';
import { suggestions } from './suggestions.ts';
import { useWorlds } from './time-machine.api.ts';

/** Asks for the moment that the whole workspace is to be looked at as of. */
export const TravelDialog = ({ onClose }: { onClose: () => void }) => {
  const moment = useMoment();
  const [now] = useState(() => new Date());
  const [typed, setTyped] = useState(() => (moment === null ? '' : localMoment(moment)));
  const [refused, setRefused] = useState<string | null>(null);
  const built = (useWorlds().data ?? []).filter(({ state }) => state === 'ready');
  const look = (asOf: string) => {
    travelTo(asOf);
    onClose();
  };
  const submit = () => {
    const asOf = endOfSecond(typed);
    if (asOf === null) setRefused('Choose a day and a time.');
    else if (Date.parse(asOf) > Date.now()) setRefused('It must not lie in the future.');
    else look(asOf);
  };
  return (
    <FormDialog
      title="Time machine"
      action="Look back"
      busy={false}
      error={null}
      onSubmit={submit}
      onClose={onClose}
    >
      <Typography variant="body2" color="textSecondary">
        Shows every screen as it stood at a moment: customers, campaigns, reports. It is built once, from the
        events until then; meanwhile everybody else works on.
      </Typography>
      <TextField
        autoFocus
        type="datetime-local"
        label="As of"
        value={typed}
        error={refused !== null}
        helperText={refused ?? 'In your time zone, to the second.'}
        onChange={({ target }) => {
          setTyped(target.value);
          setRefused(null);
        }}
        slotProps={{
          inputLabel: { shrink: true },
          htmlInput: { step: 1, max: localMoment(now.toISOString()), 'aria-invalid': refused !== null },
        }}
      />
      <Box role="group" aria-label="Often looked back to" sx={{ display: 'flex', flexWrap: 'wrap', gap: 2 }}>
        {suggestions(now).map(({ label, at }) => (
          <Button
            key={label}
            size="small"
            variant="outlined"
            onClick={() => setTyped(localMoment(at.toISOString()))}
          >
            {label}
          </Button>
        ))}
      </Box>
      {built.length === 0 ? null : <BuiltAlready worlds={built} onLook={look} />}
    </FormDialog>
  );
};

interface Built {
  readonly worlds: readonly World[];
  readonly onLook: (asOf: string) => void;
}

/** Worlds that are there: these are looked at without a wait. */
const BuiltAlready = ({ worlds, onLook }: Built) => (
  <Box component="section" aria-labelledby="built-already">
    <Typography id="built-already" variant="subtitle2" component="h3" sx={{ mb: 1 }}>
      Built already
    </Typography>
    <Box component="ul" sx={{ m: 0, p: 0, listStyle: 'none', display: 'grid', justifyItems: 'start' }}>
      {worlds.map(({ position, asOf }) => (
        <li key={position}>
          <Button size="small" onClick={() => onLook(asOf)}>
            {formatMoment(asOf)}
          </Button>
        </li>
      ))}
    </Box>
  </Box>
);
