import { describeEventStore } from '../../testing/contract.ts';
import { createMemoryLog } from './log.ts';
import { createMemoryStore } from './memory.ts';

for (const multiStreamAppend of [true, false])
  describeEventStore('the memory store', multiStreamAppend, async () => {
    const log = createMemoryLog();
    return { open: () => createMemoryStore({ log, multiStreamAppend }), dispose: async () => {} };
  });
