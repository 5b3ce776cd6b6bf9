import { configOf } from '@crm/service-kit/config';
import { describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { kafkaAddress, kafkaConfig } from './kafka-config.ts';

const addressOf = (env: Readonly<Record<string, string>>) =>
  kafkaAddress(configOf(z.object(kafkaConfig), env));
const brokers = { KAFKA_BROKERS: 'one:9092, two:9092' };
const signIn = { KAFKA_USERNAME: 'crm', KAFKA_PASSWORD: 'secret' };

describe('the configuration of Kafka', () => {
  it('is none where nothing is set', () => {
    expect(addressOf({})).toBe(null);
  });
  it('names brokers', () => {
    expect(addressOf(brokers)).toEqual({ brokers: ['one:9092', 'two:9092'], tls: false });
    expect(() => addressOf({ KAFKA_BROKERS: 'one' })).toThrow('KAFKA_BROKERS: must be host:port');
  });
  it('may sign in', () => {
    const sasl = { ...brokers, KAFKA_TLS: 'true', KAFKA_SASL: 'scram-sha-512' };
    expect(addressOf({ ...sasl, ...signIn })).toMatchObject({
      tls: true,
      signIn: { mechanism: 'scram-sha-512', username: 'crm', password: 'secret' },
    });
    expect(() => addressOf(sasl)).toThrow('KAFKA_PASSWORD is missing');
  });
  it('sends no password in clear text', () => {
    expect(() => addressOf({ ...brokers, ...signIn, KAFKA_SASL: 'plain' })).toThrow('without KAFKA_TLS');
  });
  it('needs brokers where read models take their events from there', () => {
    expect(() => addressOf({ PROJECTION_SOURCE: 'kafka' })).toThrow('KAFKA_BROKERS is missing');
  });
});
