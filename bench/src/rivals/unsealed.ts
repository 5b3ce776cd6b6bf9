import { defaultLimits } from '@crm/event-store';
import type { Pool } from 'pg';
import { appendAll } from '../../../packages/event-store/src/postgres/append.ts';
import { createGroupCommit } from '../../../packages/event-store/src/postgres/group-commit.ts';
import { createAnnouncer } from '../../../packages/event-store/src/postgres/tail.ts';
import type { OneEvent } from '../appending.ts';

/** Our own store where events are neither sealed nor brought into canonical JSON: what is left is what those two cost. */
export const unsealed = (pool: Pool) => {
  const announcer = createAnnouncer(pool, (error) => process.emitWarning(String(error)));
  const group = createGroupCommit(async (batch) => {
    const outcomes = await appendAll(pool, batch);
    announcer.announce();
    return outcomes;
  }, defaultLimits);
  return {
    append: ({ stream, event }: OneEvent) => {
      const [data, metadata] = [
        JSON.stringify(event.data),
        JSON.stringify({ ...event.metadata, recordedAt: new Date().toISOString() }),
      ];
      return group.add({
        streams: [{ stream, expected: 'any', events: [{ ...event, data, metadata }] }],
        bytes: Buffer.byteLength(data) + Buffer.byteLength(metadata),
        newKeys: [],
      });
    },
    close: async (): Promise<void> => {
      await group.close();
      await announcer.finished();
    },
  };
};
