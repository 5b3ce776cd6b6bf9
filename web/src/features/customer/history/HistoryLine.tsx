import type { HistoryEntry } from '@crm/contracts';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { useId, useState } from 'react';
import { ChangeLines } from '../../../changes/ChangeLines.tsx';
import { fieldName } from '../../../changes/names.ts';
import { sentenceOf } from '../../../changes/sentences.ts';
import { formatMoment } from '../../../ui/format.ts';
import { ExpandIcon } from '../../../ui/icons.ts';
import { Moment } from '../../../ui/Moment.tsx';
import { useRecord } from '../record.ts';
import { HistoryOrigin } from './HistoryOrigin.tsx';

interface Props {
  readonly entry: HistoryEntry;
  /** Against the moment looked at. */
  readonly when: 'before' | 'here' | 'later';
  readonly onLook: () => void;
}

/** One event as auditors read it: its place, when, who, what from what to what, and on demand why. */
export const HistoryLine = ({ entry, when, onLook }: Props) => {
  const { nameOf } = useRecord();
  const [open, setOpen] = useState(false);
  const originId = useId();
  const { revision, recordedAt, actor, type, data, changes } = entry;
  const settings = changes
    .filter(({ from, to }) => from !== null || to !== false)
    .map(({ field, from, to }, n) => ({
      key: `${field}-${n}`,
      field,
      label: fieldName(field.replace(/^interaction\./, '')),
      from,
      to: to ?? null,
    }));
  return (
    <Box
      component="li"
      aria-current={when === 'here' ? 'step' : undefined}
      sx={{
        display: 'grid',
        gridTemplateColumns: { xs: '40px minmax(0, 1fr)', sm: '40px 180px minmax(0, 1fr) auto' },
        columnGap: 3,
        px: 2,
        py: 2,
        borderBottom: 1,
        borderColor: 'divider',
        typography: 'body2',
        ...(when === 'here' && { bgcolor: 'rgb(240 170 60 / 0.14)' }),
        ...(when === 'later' && { color: 'text.secondary' }),
      }}
    >
      <Box sx={{ color: 'text.secondary', textAlign: 'right', fontVariantNumeric: 'tabular-nums' }}>
        <span title={`Position ${entry.position} in the log`}>#{revision}</span>
      </Box>
      <Box sx={{ fontVariantNumeric: 'tabular-nums' }}>
        <Moment at={recordedAt} absolute />
        <Box sx={{ color: 'text.secondary' }}>{nameOf(actor)}</Box>
      </Box>
      <Box sx={{ minWidth: 0, gridColumn: { xs: '2', sm: 'auto' } }}>
        <Box sx={{ fontWeight: 550, overflowWrap: 'anywhere' }}>{sentenceOf(type, data).title}</Box>
        <ChangeLines settings={settings} nameOf={nameOf} />
        <Box id={originId}>{open ? <HistoryOrigin entry={entry} /> : null}</Box>
      </Box>
      <Box sx={{ display: 'flex', gap: 1, alignItems: 'start', gridColumn: { xs: '2', sm: 'auto' } }}>
        <Button
          size="small"
          aria-label={`Look at the record as of ${formatMoment(recordedAt)}, event ${revision}`}
          disabled={when === 'here'}
          onClick={onLook}
          sx={{ color: 'text.secondary' }}
        >
          As of
        </Button>
        <Button
          size="small"
          aria-label={`Why event ${revision} happened`}
          aria-expanded={open}
          aria-controls={originId}
          onClick={() => setOpen(!open)}
          endIcon={
            <ExpandIcon size={13} aria-hidden style={{ transform: open ? 'rotate(180deg)' : 'none' }} />
          }
          sx={{ color: 'text.secondary' }}
        >
          Why
        </Button>
      </Box>
    </Box>
  );
};
