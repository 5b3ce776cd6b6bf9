import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { describe } from '@jest/globals';
import type { OwnBroker } from './broker.ts';
import { startKraft } from './kraft.ts';
import { type Offered, offeredAt } from './offer.ts';

const offered = async (): Promise<Offered> => {
  const path = process.env[offeredAt];
  if (path === undefined)
    throw new Error(`${offeredAt} is not set: run tests through jest, whose globalSetup offers a broker`);
  return JSON.parse(await text(connect(path)));
};

const { brokers: shared, kind } = await offered();

/** Like `describe`; skipped, and counted so, where this machine has no broker. */
export const describeOnKafka = shared === null ? describe.skip : describe;

/** Like `describeOnKafka`, of tests that kill their broker: that of KAFKA_TEST_BROKERS is others' too. */
export const describeOnOwnKafka = kind === 'given' ? describe.skip : describeOnKafka;

/** The broker of the whole run: whoever uses it gives its topics names of their own. */
export const sharedBroker = (): string => {
  if (shared === null) throw new Error('there is no broker: describeOnKafka skips such tests');
  return shared;
};

/** A broker of a test's own. */
export const startOwnBroker = async (): Promise<OwnBroker> =>
  kind === 'container' ? (await import('./container.ts')).startContainer() : startKraft();
