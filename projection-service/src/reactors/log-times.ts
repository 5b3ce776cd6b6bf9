import type { EventStore } from '@crm/event-store';
import { logTimesUntil, noteLogTimes } from '../engine/books/log-times.ts';
import type { Reactor } from './react.ts';

/** Notes the times of the log where whoever follows it sees partitions only. */
export const logTimes = (log: EventStore): Reactor => ({
  name: 'log-times',
  lock: 0x74696d65,
  begin: async (client, { position }) => {
    let times = await logTimesUntil(client, log, position);
    return {
      react: async (batch) => {
        // What others had noted before is behind the table's last line, not behind this reactor.
        const fresh = batch.filter((event) => event.position > times.position);
        if (fresh.length > 0) times = await noteLogTimes(client, times, fresh);
      },
      close: async () => undefined,
    };
  },
});
