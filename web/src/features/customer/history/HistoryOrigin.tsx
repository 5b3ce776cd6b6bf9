import type { HistoryEntry } from '@crm/contracts';
import Box from '@mui/material/Box';

/** Where an event stands in the log and what led to it. */
export const HistoryOrigin = ({ entry }: { entry: HistoryEntry }) => {
  const { type, position, revision, eventId, correlation, causation } = entry;
  const facts = [
    { label: 'Event', text: type },
    { label: 'Place', text: `revision ${revision}, position ${position} of the log` },
    { label: 'Event id', text: eventId },
    { label: 'Intention', text: correlation },
    { label: 'Caused by', text: causation },
    ...(entry.import === null
      ? []
      : [{ label: 'Import', text: `${entry.import.id}, row ${entry.import.row}` }]),
  ];
  return (
    <Box
      component="dl"
      sx={{ m: 0, mt: 1.5, p: 2, borderRadius: '6px', bgcolor: 'surface.quiet', typography: 'caption' }}
    >
      {facts.map(({ label, text }) => (
        <Box key={label} sx={{ display: 'flex', gap: 2 }}>
          <Box component="dt" sx={{ color: 'text.secondary', width: 72, flex: 'none' }}>
            {label}
          </Box>
          <Box component="dd" sx={{ m: 0, overflowWrap: 'anywhere' }}>
            {text}
          </Box>
        </Box>
      ))}
    </Box>
  );
};
