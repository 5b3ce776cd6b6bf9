import { ConfigError } from '@crm/service-kit/config';
import { z } from 'zod';

/** How Kafka is reached. Without brokers there is no relay. */
export const kafkaConfig = {
  /** `host:port`, several with commas between them. */
  KAFKA_BROKERS: z
    .string()
    .transform((text) => text.split(',').map((broker) => broker.trim()))
    .refine((brokers) => brokers.every((broker) => /^\S+:\d+$/.test(broker)), 'must be host:port, …')
    .optional(),
  /** What the names of our topics, and of our group, begin with. */
  KAFKA_PREFIX: z
    .string()
    .regex(/^[A-Za-z0-9._-]+$/, 'must be letters, digits, dots and dashes')
    .default('crm'),
  KAFKA_TLS: z.enum(['true', 'false']).default('false'),
  KAFKA_SASL: z.enum(['plain', 'scram-sha-256', 'scram-sha-512']).optional(),
  KAFKA_USERNAME: z.string().optional(),
  KAFKA_PASSWORD: z.string().optional(),
  /** Where projections take their events from. */
  PROJECTION_SOURCE: z.enum(['store', 'kafka']).default('store'),
};

/** The part of the service's configuration that is about Kafka. */
export type KafkaConfig = z.output<z.ZodObject<typeof kafkaConfig>>;

/** A cluster and how to sign in to it. */
export interface KafkaAddress {
  readonly brokers: readonly string[];
  readonly tls: boolean;
  readonly signIn?: {
    readonly mechanism: 'plain' | 'scram-sha-256' | 'scram-sha-512';
    readonly username: string;
    readonly password: string;
  };
}

/** The cluster that the configuration names; null: none. @throws ConfigError */
export const kafkaAddress = (config: KafkaConfig): KafkaAddress | null => {
  const { KAFKA_BROKERS: brokers, KAFKA_SASL: mechanism, KAFKA_USERNAME, KAFKA_PASSWORD } = config;
  if (brokers === undefined) {
    if (config.PROJECTION_SOURCE === 'kafka')
      throw new ConfigError(['KAFKA_BROKERS is missing: PROJECTION_SOURCE is kafka']);
    return null;
  }
  const tls = config.KAFKA_TLS === 'true';
  if (mechanism === undefined) return { brokers, tls };
  if (KAFKA_USERNAME === undefined || KAFKA_PASSWORD === undefined)
    throw new ConfigError(['KAFKA_USERNAME or KAFKA_PASSWORD is missing: KAFKA_SASL is set']);
  if (mechanism === 'plain' && !tls)
    throw new ConfigError([
      'KAFKA_SASL is plain, without KAFKA_TLS=true: the password would be read by anybody',
    ]);
  return { brokers, tls, signIn: { mechanism, username: KAFKA_USERNAME, password: KAFKA_PASSWORD } };
};
