import { Kafka, logLevel, type SASLOptions } from 'kafkajs';
import type { KafkaAddress } from './kafka-config.ts';

/** A client of the cluster. It says nothing by itself: what fails is thrown, or told by events. */
export const kafkaClient = ({ brokers, tls, signIn }: KafkaAddress): Kafka =>
  new Kafka({
    clientId: 'crm',
    brokers: [...brokers],
    ssl: tls,
    ...(signIn && { sasl: saslOf(signIn) }),
    connectionTimeout: 3_000,
    // The caller has its own retries, which begin anew from where it stood.
    retry: { retries: 3, initialRetryTime: 100, maxRetryTime: 1_000 },
    logLevel: logLevel.NOTHING,
  });

const saslOf = ({ mechanism, username, password }: NonNullable<KafkaAddress['signIn']>): SASLOptions => {
  const credentials = { username, password };
  if (mechanism === 'plain') return { mechanism, ...credentials };
  return mechanism === 'scram-sha-256'
    ? { mechanism, ...credentials }
    : { mechanism: 'scram-sha-512', ...credentials };
};
