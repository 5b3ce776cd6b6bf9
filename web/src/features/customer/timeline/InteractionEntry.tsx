import type { InteractionView, TimelineEntry } from '@crm/contracts';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Typography from '@mui/material/Typography';
import { useState } from 'react';
import { formatDuration, formatMoment, humanise } from '../../../ui/format.ts';
import { PinIcon } from '../../../ui/icons.ts';
import { useRecord } from '../record.ts';
import { InteractionMenu } from './InteractionMenu.tsx';
import { Participants } from './Participants.tsx';
import { TimelineLine } from './TimelineLine.tsx';

/** An interaction as it stands: struck through with the reason when it was voided, marked when it was corrected. */
export const InteractionEntry = ({ entry, writable }: { entry: TimelineEntry; writable: boolean }) => {
  const { interaction } = entry;
  const { nameOf } = useRecord();
  if (interaction === null) return null;
  const { kind, subject, body, correctedAt, voidedAt, voidReason, pinned, isInternal } = interaction;
  const voided = voidedAt !== null;
  const facts = factsOf(interaction);
  return (
    <TimelineLine
      kind={kind}
      actor={entry.actor}
      at={entry.occurredAt}
      headline={
        <Box component={voided ? 'del' : 'span'}>
          {humanise(kind)}
          {subject === null ? '' : `: ${subject}`}
        </Box>
      }
      action={writable && !voided ? <InteractionMenu interaction={interaction} /> : null}
    >
      <Box
        sx={{
          display: 'flex',
          flexWrap: 'wrap',
          alignItems: 'center',
          columnGap: 3,
          typography: 'caption',
          color: 'text.secondary',
        }}
      >
        {pinned && !voided ? (
          <Box
            component="span"
            sx={{ display: 'inline-flex', alignItems: 'center', gap: 1, color: 'primary.main' }}
          >
            <PinIcon size={12} aria-hidden /> Pinned
          </Box>
        ) : null}
        {isInternal ? <span>Internal only</span> : null}
        {facts.map((fact) => (
          <span key={fact}>{fact}</span>
        ))}
        {correctedAt === null ? null : <span>Corrected {formatMoment(correctedAt)}</span>}
        {isLate(interaction) ? <span>Entered {formatMoment(interaction.recordedAt)}</span> : null}
      </Box>
      {voided ? (
        <Typography variant="body2" color="error">
          Voided{voidReason === null ? '' : `: ${voidReason}`}
        </Typography>
      ) : null}
      {body === null ? null : <Prose text={body} struck={voided} />}
      <Participants participants={interaction.participants} nameOf={nameOf} />
    </TimelineLine>
  );
};

const factsOf = ({
  kind,
  direction,
  status,
  outcome,
  sentiment,
  durationSec,
  channel,
}: InteractionView): string[] =>
  [
    direction === 'internal' || kind === 'note' ? null : humanise(direction),
    status && humanise(status),
    outcome && humanise(outcome),
    durationSec === null ? null : formatDuration(durationSec),
    sentiment && humanise(sentiment),
    channel,
  ].filter((fact): fact is string => fact !== null && fact !== '');

/** Entered more than an hour after (or before) it happened: both times matter then. */
const isLate = ({ occurredAt, recordedAt }: InteractionView): boolean =>
  Math.abs(new Date(recordedAt).getTime() - new Date(occurredAt).getTime()) > 3_600_000;

const long = 600;

const Prose = ({ text, struck }: { text: string; struck: boolean }) => {
  const [all, setAll] = useState(false);
  const cut = text.length > long && !all;
  return (
    <Box sx={{ mt: 1 }}>
      <Typography
        variant="body2"
        component={struck ? 'del' : 'p'}
        sx={{
          m: 0,
          whiteSpace: 'pre-wrap',
          overflowWrap: 'anywhere',
          ...(struck && { color: 'text.secondary' }),
        }}
      >
        {cut ? `${text.slice(0, long)}…` : text}
      </Typography>
      {text.length > long ? (
        <Button
          size="small"
          aria-expanded={all}
          onClick={() => setAll(!all)}
          sx={{ color: 'text.secondary', ml: -2 }}
        >
          {all ? 'Show less' : 'Show all'}
        </Button>
      ) : null}
    </Box>
  );
};
