import type { TimelineEntry } from '@crm/contracts';
import Button from '@mui/material/Button';
import { useState } from 'react';
import { ChangeLines } from '../../../changes/ChangeLines.tsx';
import { type Sentence, sentenceOf } from '../../../changes/sentences.ts';
import { ExpandIcon } from '../../../ui/icons.ts';
import { useRecord } from '../record.ts';
import { TimelineLine } from './TimelineLine.tsx';

/** More than this are folded at first: a registration sets a dozen fields at once. */
const atFirst = 4;

/** A change of the record in words, old values where the timeline tells them. */
export const ChangeEntry = ({
  entry,
  sentence,
}: {
  entry: TimelineEntry;
  sentence: Sentence | undefined;
}) => {
  const { nameOf } = useRecord();
  const [all, setAll] = useState(false);
  const { title, settings } =
    sentence ?? sentenceOf(entry.change?.type ?? 'Change', entry.change?.data ?? {});
  const many = settings.length > atFirst;
  return (
    <TimelineLine
      kind="change"
      actor={entry.actor}
      at={entry.occurredAt}
      headline={many ? `${title} with ${settings.length} fields` : title}
      quiet
      action={
        many ? (
          <Button
            size="small"
            aria-expanded={all}
            onClick={() => setAll(!all)}
            endIcon={
              <ExpandIcon size={13} aria-hidden style={{ transform: all ? 'rotate(180deg)' : 'none' }} />
            }
            sx={{ color: 'text.secondary' }}
          >
            {all ? 'Fold' : 'Show'}
          </Button>
        ) : null
      }
    >
      {many && !all ? null : <ChangeLines settings={settings} nameOf={nameOf} />}
    </TimelineLine>
  );
};
