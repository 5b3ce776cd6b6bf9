import { CallOutcome, Direction, Sentiment } from '@crm/contracts';
import Box from '@mui/material/Box';
import FormControlLabel from '@mui/material/FormControlLabel';
import Switch from '@mui/material/Switch';
import TextField from '@mui/material/TextField';
import { fieldError } from '../../../api/problem.ts';
import { Choice } from '../../../ui/Choice.tsx';
import { offers, statusesOf } from './interaction-choices.ts';
import type { InteractionDraft } from './interaction-draft.ts';

interface Props {
  readonly draft: InteractionDraft;
  readonly onChange: (change: Partial<InteractionDraft>) => void;
  /** What the server said of it. */
  readonly problem: unknown;
}

/** When, how long, in which direction, how it went: the terms that the kind has. */
export const InteractionFields = ({ draft, onChange, problem }: Props) => {
  const offered = offers(draft.kind);
  const wrong = (path: string) => fieldError(problem, path);
  return (
    <>
      <Box sx={{ display: 'grid', gridTemplateColumns: 'repeat(auto-fill, minmax(150px, 1fr))', gap: 3 }}>
        <TextField
          type="datetime-local"
          label="When"
          value={draft.occurredAt}
          error={wrong('occurredAt') !== undefined}
          helperText={wrong('occurredAt') ?? (draft.occurredAt === '' ? 'Empty: now' : undefined)}
          onChange={({ target }) => onChange({ occurredAt: target.value })}
          sx={{ minWidth: 180 }}
        />
        {offered.duration ? (
          <TextField
            type="number"
            label="Minutes"
            value={draft.minutes}
            error={wrong('durationSec') !== undefined}
            helperText={wrong('durationSec')}
            onChange={({ target }) => onChange({ minutes: target.value })}
            slotProps={{ htmlInput: { min: 0, step: 'any', inputMode: 'decimal' } }}
          />
        ) : null}
        {offered.direction ? (
          <Choice
            label="Direction"
            value={draft.direction}
            options={Direction.options}
            none="Default"
            error={wrong('direction')}
            onChange={(direction) => onChange({ direction })}
          />
        ) : null}
        {statusesOf(draft.kind).length > 0 ? (
          <Choice
            label="Status"
            value={draft.status}
            options={statusesOf(draft.kind)}
            error={wrong('status')}
            onChange={(status) => onChange({ status })}
          />
        ) : null}
        {offered.outcome ? (
          <Choice
            label="Outcome"
            value={draft.outcome}
            options={CallOutcome.options}
            error={wrong('outcome')}
            onChange={(outcome) => onChange({ outcome })}
          />
        ) : null}
        {offered.channel ? (
          <TextField
            label="Channel"
            placeholder="LinkedIn"
            value={draft.channel}
            error={wrong('channel') !== undefined}
            helperText={wrong('channel')}
            onChange={({ target }) => onChange({ channel: target.value })}
          />
        ) : null}
        <Choice
          label="Sentiment"
          value={draft.sentiment}
          options={Sentiment.options}
          error={wrong('sentiment')}
          onChange={(sentiment) => onChange({ sentiment })}
        />
      </Box>
      <Box sx={{ display: 'flex', flexWrap: 'wrap', columnGap: 4 }}>
        <Flag label="Pin to the top" on={draft.pinned} onChange={(pinned) => onChange({ pinned })} />
        <Flag
          label="Internal only"
          on={draft.isInternal}
          onChange={(isInternal) => onChange({ isInternal })}
        />
      </Box>
    </>
  );
};

const Flag = ({ label, on, onChange }: { label: string; on: boolean; onChange: (on: boolean) => void }) => (
  <FormControlLabel
    label={label}
    control={<Switch size="small" checked={on} onChange={(_, checked) => onChange(checked)} />}
    slotProps={{ typography: { variant: 'body2' } }}
    sx={{ ml: -1, minHeight: 32 }}
  />
);
