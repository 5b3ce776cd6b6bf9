import { offerBroker } from '../../projection-service/testing/kafka/offer.ts';
import startCluster from './cluster.ts';

declare global {
  /** Between jest's setup and its teardown, which share nothing else. */
  var endBroker: (() => Promise<void>) | undefined;
}

/** Jest's globalSetup: what all tests of a run share. */
export default async (): Promise<void> => {
  await startCluster();
  globalThis.endBroker = offerBroker();
};
