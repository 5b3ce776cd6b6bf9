import type { TimelineEntry } from '@crm/contracts';
import { ChangeLines } from '../changes/ChangeLines.tsx';
import { type Sentence, sentenceOf } from '../changes/sentences.ts';
import { useRecord } from '../record.ts';
import { TimelineLine } from './TimelineLine.tsx';

/** A change of the record in words, old values where the timeline tells them. */
export const ChangeEntry = ({
  entry,
  sentence,
}: {
  entry: TimelineEntry;
  sentence: Sentence | undefined;
}) => {
  const { nameOf } = useRecord();
  const { title, settings } =
    sentence ?? sentenceOf(entry.change?.type ?? 'Change', entry.change?.data ?? {});
  return (
    <TimelineLine kind="change" actor={entry.actor} at={entry.occurredAt} headline={title} quiet>
      <ChangeLines settings={settings} nameOf={nameOf} />
    </TimelineLine>
  );
};
