import Box from '@mui/material/Box';
import Chip from '@mui/material/Chip';
import TextField from '@mui/material/TextField';
import { useState } from 'react';
import { humanise } from '../../../ui/format.ts';
import { CheckIcon, ClockIcon } from '../../../ui/icons.ts';
import type { TimelineFilter } from '../customer.api.ts';

/** Kinds that most timelines have; rarer ones are found under "More". */
const common = ['note', 'call', 'email', 'meeting', 'touch', 'change'] as const;
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

/** Kinds that are no interaction's. */
const plural: Readonly<Record<string, string>> = { change: 'Changes', touch: 'Campaigns' };

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
          label={plural[kind] ?? humanise(kind)}
          on={filter.kind.includes(kind)}
          onToggle={() => toggle(kind)}
        />
      ))}
      {all ? null : <Chip variant="outlined" label="More kinds" onClick={() => setAll(true)} />}
      <Chip
        variant={period ? 'filled' : 'outlined'}
        icon={<ClockIcon size={13} aria-hidden />}
        sx={withIcon}
        label="Period"
        aria-pressed={period}
        onClick={openPeriod}
      />
      {period ? (
        <Box sx={{ display: 'flex', gap: 2, flexBasis: '100%', maxWidth: 360 }}>
          <PeriodEnd label="From" onChange={(day) => onChange({ ...filter, from: day && startOf(day, 0) })} />
          <PeriodEnd label="To" onChange={(day) => onChange({ ...filter, to: day && startOf(day, 1) })} />
        </Box>
      ) : null}
    </Box>
  );
};

/** A chip's icon of our own size sits where its padding is. */
const withIcon = { '& .MuiChip-icon': { ml: 1.5, mr: -1 } };

const FilterChip = ({ label, on, onToggle }: { label: string; on: boolean; onToggle: () => void }) => (
  <Chip
    label={label}
    variant={on ? 'filled' : 'outlined'}
    color={on ? 'primary' : 'default'}
    aria-pressed={on}
    onClick={onToggle}
    {...(on && { icon: <CheckIcon size={13} aria-hidden />, sx: withIcon })}
  />
);

/** One end of the period, as a day; null: open. */
const PeriodEnd = ({ label, onChange }: { label: string; onChange: (day: string | null) => void }) => (
  <TextField type="date" label={label} onChange={({ target }) => onChange(target.value || null)} />
);

/** Where a day (or one of the next) begins in the reader's zone: a period ends before its `to`. */
const startOf = (day: string, later: number): string => {
  const date = new Date(`${day}T00:00:00`);
  date.setDate(date.getDate() + later);
  return date.toISOString();
};
