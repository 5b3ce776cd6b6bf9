import { event, personal } from '@crm/contracts';
import { z } from 'zod';
import { describeEventStore } from '../../testing/contract.ts';
import { serversAtHand } from '../../testing/eventstoredb.ts';
import { memoryKeyring } from '../sealing/memory-keyring.ts';
import { sealedStore } from '../sealing/sealed-store.ts';
import { createEventStoreDbStore } from './store.ts';

/** The suite's own event, with its text marked as personal. */
const contracts = { Noted: event({ text: personal(z.string()) }) };

for (const { name, start } of await serversAtHand()) {
  describeEventStore(`the EventStoreDB store over ${name}`, false, async () => {
    const { url, stop } = await start();
    return { open: () => createEventStoreDbStore(url), dispose: stop };
  });

  describeEventStore(`a sealed EventStoreDB store over ${name}`, false, async () => {
    const [{ url, stop }, vault, master] = [await start(), new Map(), Buffer.alloc(32, 1)];
    return {
      open: () => sealedStore(createEventStoreDbStore(url), memoryKeyring(master, vault), contracts),
      dispose: stop,
    };
  });
}
