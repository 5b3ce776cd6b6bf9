import type { TimelineEntry } from '@crm/contracts';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { useId, useState } from 'react';
import type { Sentence } from '../../../changes/sentences.ts';
import { summaryOf } from '../../../changes/summary.ts';
import { ExpandIcon } from '../../../ui/icons.ts';
import { ChangeEntry } from './ChangeEntry.tsx';
import { TimelineLine } from './TimelineLine.tsx';

interface Props {
  readonly entries: readonly [TimelineEntry, ...TimelineEntry[]];
  readonly sentences: ReadonlyMap<string, Sentence>;
}

/** Edits that one person made in a row, as one line that opens. */
export const FoldedChanges = ({ entries, sentences }: Props) => {
  const [open, setOpen] = useState(false);
  const listId = useId();
  const [{ actor, occurredAt }] = entries;
  const said = entries.flatMap(({ id }) => sentences.get(id) ?? []);
  return (
    <TimelineLine
      kind="change"
      actor={actor}
      at={occurredAt}
      quiet
      headline={`${entries.length} changes: ${summaryOf(said)}`}
      action={
        <Button
          size="small"
          aria-expanded={open}
          aria-controls={listId}
          onClick={() => setOpen(!open)}
          endIcon={
            <ExpandIcon size={13} aria-hidden style={{ transform: open ? 'rotate(180deg)' : 'none' }} />
          }
          sx={{ color: 'text.secondary' }}
        >
          {open ? 'Fold' : 'Show'}
        </Button>
      }
    >
      <Box component="ol" id={listId} sx={{ m: 0, mt: 2, p: 0, listStyle: 'none' }}>
        {open
          ? entries.map((entry) => (
              <ChangeEntry key={entry.id} entry={entry} sentence={sentences.get(entry.id)} />
            ))
          : null}
      </Box>
    </TimelineLine>
  );
};
