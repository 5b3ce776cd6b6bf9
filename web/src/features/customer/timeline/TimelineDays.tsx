import type { TimelineEntry } from '@crm/contracts';
import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';
import { type ReactNode, useMemo } from 'react';
import { withOldValues } from '../../../changes/old-values.ts';
import type { Sentence } from '../../../changes/sentences.ts';
import { ChangeEntry } from './ChangeEntry.tsx';
import { byDay, dayName, dayOf } from './days.ts';
import { FoldedChanges } from './FoldedChanges.tsx';
import { folded, withPinnedFirst } from './folding.ts';
import { InteractionEntry } from './InteractionEntry.tsx';
import { TouchEntry } from './TouchEntry.tsx';

/** The entries of a timeline under their days, the pinned ones before all. */
export const TimelineDays = ({
  entries,
  writable,
}: {
  entries: readonly TimelineEntry[];
  writable: boolean;
}) => {
  const sentences = useMemo(() => sentencesOf(entries), [entries]);
  const { pinned, rest } = withPinnedFirst(entries);
  const today = dayOf(new Date().toISOString());
  return (
    <Box sx={{ display: 'grid', gap: 5, gridTemplateColumns: 'minmax(0, 1fr)' }}>
      {pinned.length === 0 ? null : (
        <Group title="Pinned">
          {pinned.map((entry) => (
            <InteractionEntry key={entry.id} entry={entry} writable={writable} />
          ))}
        </Group>
      )}
      {byDay(rest, ({ occurredAt }) => occurredAt).map(({ day, items }) => (
        <Group key={day} title={dayName(day, today)}>
          {folded(items).map((item) =>
            item.folded ? (
              <FoldedChanges key={item.id} entries={item.entries} sentences={sentences} />
            ) : item.entry.touch !== null ? (
              <TouchEntry key={item.entry.id} entry={item.entry} />
            ) : item.entry.interaction === null ? (
              <ChangeEntry key={item.entry.id} entry={item.entry} sentence={sentences.get(item.entry.id)} />
            ) : (
              <InteractionEntry key={item.entry.id} entry={item.entry} writable={writable} />
            ),
          )}
        </Group>
      ))}
    </Box>
  );
};

const sentencesOf = (entries: readonly TimelineEntry[]): ReadonlyMap<string, Sentence> =>
  withOldValues(
    entries.flatMap(({ id, change }) =>
      change === null ? [] : [{ id, type: change.type, data: change.data }],
    ),
  );

const Group = ({ title, children }: { title: string; children: ReactNode }) => (
  <Box component="section" aria-label={title}>
    <Typography variant="overline" component="h2" color="textSecondary" sx={{ display: 'block', mb: 1 }}>
      {title}
    </Typography>
    <Box component="ol" sx={{ m: 0, p: 0, listStyle: 'none' }}>
      {children}
    </Box>
  </Box>
);
