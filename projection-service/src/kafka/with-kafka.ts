import { type EventStore, type Keyring, sealOpener } from '@crm/event-store';
import type { Log } from '@crm/service-kit/log';
import { LogRestored } from '@crm/service-kit/log-restored';
import type { Pool } from 'pg';
import type { Registry } from 'prom-client';
import { logTimes } from '../reactors/log-times.ts';
import { eraOf } from '../reactors/progress.ts';
import { react } from '../reactors/react.ts';
import { reactorMetrics } from '../reactors/reactor-metrics.ts';
import { feedTopic, topicPartitions } from '../relay/messages.ts';
import { relay, relayName } from '../relay/relay.ts';
import { feedSource } from '../sources/feed-source.ts';
import type { Source } from '../sources/source.ts';
import { type KafkaConfig, kafkaAddress } from './kafka-config.ts';
import { kafkaFeed } from './kafka-feed.ts';
import { kafkaPublisher } from './kafka-publisher.ts';

/** What the service has that Kafka's part of it needs. */
interface Service {
  readonly pool: Pool;
  /** The log as it is stored, and as it is opened. */
  readonly sealed: EventStore;
  readonly opened: EventStore;
  readonly keyring: Pick<Keyring, 'find'>;
  readonly log: Log;
  readonly registry: Registry;
}

/** What the engine follows with, and what ends with the signal. */
interface WithKafka {
  readonly following: { readonly source?: Source; readonly partitions?: number };
  readonly ended: Promise<unknown>;
}

/**
 * Does what the configuration wishes of Kafka: nothing without brokers, else the log is told there, and read models may
 * take their events from there. @throws ConfigError
 */
export const withKafka = (config: KafkaConfig, service: Service, signal: AbortSignal): WithKafka => {
  const address = kafkaAddress(config);
  if (address === null) return { following: {}, ended: Promise.resolve() };
  const { pool, sealed, opened, keyring, log, registry } = service;
  const { KAFKA_PREFIX: prefix } = config;
  const isSource = config.PROJECTION_SOURCE === 'kafka';
  const reactors = [relay(prefix, () => kafkaPublisher(address)), ...(isSource ? [logTimes(sealed)] : [])];
  const reacted = reactorMetrics({ registry, pool, log: sealed, reactors });
  const surroundings = {
    pool,
    log: sealed,
    onReacted: ({ name }: { name: string }, events: number) => reacted.inc({ reactor: name }, events),
    onFault: ({ name }: { name: string }, err: unknown) => {
      if (err instanceof LogRestored) log.error({ err, reactor: name }, 'a reactor stands still');
      else log.warn({ err, reactor: name }, 'a reactor begins anew');
    },
  };
  const reacting = reactors.map((reactor) => react(reactor, surroundings, signal));
  if (!isSource) return { following: {}, ended: Promise.all(reacting) };
  const { feed, ended } = kafkaFeed(
    {
      address,
      topic: feedTopic(prefix),
      group: `${prefix}.projections`,
      onFault: (err) => log.warn({ err }, 'the group is joined anew'),
    },
    signal,
  );
  const source = feedSource({
    feed,
    store: opened,
    open: sealOpener(keyring),
    era: () => eraOf(pool, relayName),
  });
  return {
    following: { source, partitions: topicPartitions },
    ended: Promise.all([...reacting, ended]),
  };
};
