import { afterAll, beforeAll, describe } from '@jest/globals';
import type { EventStore } from '../src/port.ts';
import { appends } from './contract-appends.ts';
import { concurrency } from './contract-concurrency.ts';
import { reads } from './contract-reads.ts';
import { severalStreams } from './contract-several-streams.ts';

/** One log, and the stores over it: several of them behave as several processes would. */
export interface Harness {
  readonly open: () => EventStore;
  /** What the adapter says it can do; the suite holds it to that. */
  readonly multiStreamAppend: boolean;
  readonly dispose: () => Promise<void>;
}

/** What a part of the suite is handed: the log under test and one store over it. */
export interface Subject {
  readonly store: () => EventStore;
  /** Another store over the same log. Whoever opens it closes it. */
  readonly open: () => EventStore;
}

/**
 * The contract of the port. Every adapter passes it, whole: what EventStoreDB was seen to answer (event-store.md)
 * is what is expected here, so replacing one store by another changes nothing for who writes to it.
 */
export const describeEventStore = (
  name: string,
  multiStreamAppend: boolean,
  prepare: () => Promise<Pick<Harness, 'open' | 'dispose'>>,
): void => {
  describe(name, () => {
    let harness: Pick<Harness, 'open' | 'dispose'>;
    let store: EventStore;
    beforeAll(async () => {
      harness = await prepare();
      store = harness.open();
    });
    afterAll(async () => {
      await store.close();
      await harness.dispose();
    });

    const subject: Subject = { store: () => store, open: () => harness.open() };
    appends(subject);
    severalStreams(subject, multiStreamAppend);
    reads(subject);
    concurrency(subject);
  });
};
