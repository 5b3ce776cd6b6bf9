import Box from '@mui/material/Box';
import Chip from '@mui/material/Chip';
import TextField from '@mui/material/TextField';
import { useState } from 'react';
import { humanise } from '../../../ui/format.ts';
import { CheckIcon, ClockIcon } from '../../../ui/icons.ts';
import { instantOf } from '../composer/interaction-draft.ts';
import type { TimelineFilter } from '../customer.api.ts';

/** Kinds that most timelines have; rarer ones are found under "More". */
const common = ['note', 'call', 'email', 'meeting', 'change'] as const;
const rare = [
  'sms',
  'chat',
  'social',
  'web_visit',
  'form_submission',
  'support_case',
  'postal',
  'system',
] as const;

interface Props {
  readonly filter: TimelineFilter;
  readonly onChange: (filter: TimelineFilter) => void;
}

/** Narrows the timeline to kinds and to a period. */
export const TimelineFilterBar = ({ filter, onChange }: Props) => {
  const [all, setAll] = useState(filter.kind.some((kind) => rare.some((each) => each === kind)));
  const [period, setPeriod] = useState(false);
  const toggle = (kind: string) =>
    onChange({
      ...filter,
      kind: filter.kind.includes(kind) ? filter.kind.filter((each) => each !== kind) : [...filter.kind, kind],
    });
  const openPeriod = () => {
    setPeriod(!period);
    if (period) onChange({ ...filter, from: null, to: null });
  };
  return (
    <Box role="group" aria-label="Filter the timeline" sx={{ display: 'flex', flexWrap: 'wrap', gap: 1.5 }}>
      {[...common, ...(all ? rare : [])].map((kind) => (
        <FilterChip
          key={kind}
          label={kind === 'change' ? 'Changes' : humanise(kind)}
          on={filter.kind.includes(kind)}
          onToggle={() => toggle(kind)}
        />
      ))}
      {all ? null : <Chip variant="outlined" label="More kinds" onClick={() => setAll(true)} />}
      <Chip
        variant={period ? 'filled' : 'outlined'}
        icon={<ClockIcon size={13} aria-hidden />}
        label="Period"
        aria-pressed={period}
        onClick={openPeriod}
      />
      {period ? (
        <Box sx={{ display: 'flex', gap: 2, flexBasis: '100%', maxWidth: 360 }}>
          <PeriodEnd label="From" time="00:00:00" onChange={(from) => onChange({ ...filter, from })} />
          <PeriodEnd label="To" time="23:59:59.999" onChange={(to) => onChange({ ...filter, to })} />
        </Box>
      ) : null}
    </Box>
  );
};

const FilterChip = ({ label, on, onToggle }: { label: string; on: boolean; onToggle: () => void }) => (
  <Chip
    label={label}
    variant={on ? 'filled' : 'outlined'}
    color={on ? 'primary' : 'default'}
    aria-pressed={on}
    onClick={onToggle}
    {...(on && { icon: <CheckIcon size={13} aria-hidden /> })}
  />
);

/** A day; the period begins with it and ends with it, in the reader's zone. */
const PeriodEnd = (props: { label: string; time: string; onChange: (instant: string | null) => void }) => (
  <TextField
    type="date"
    label={props.label}
    onChange={({ target }) =>
      props.onChange(target.value === '' ? null : instantOf(`${target.value}T${props.time}`))
    }
  />
);
