import { describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { ConfigError, configOf, key, serviceConfig } from './config.ts';

const shape = z.object({ ...serviceConfig, MASTER_KEY: key });
const whole = {
  PORT: '4001',
  DATABASE_URL: 'postgres://crm_command:x@127.0.0.1:5432/crm',
  AUTH_URL: 'http://127.0.0.1:4004',
  MASTER_KEY: Buffer.alloc(32, 7).toString('base64'),
};

describe('configOf', () => {
  it('reads what is there and fills in what has a default', () => {
    expect(configOf(shape, { ...whole, HOME: '/root' })).toEqual({
      ...whole,
      PORT: 4001,
      MASTER_KEY: Buffer.alloc(32, 7),
      HOST: '127.0.0.1',
      LOG_LEVEL: 'info',
      RATE_LIMIT_PER_MINUTE: 6000,
      EVENT_STORE: 'postgres',
    });
  });

  it.each([
    ['mysql', 'esdb://log:2113', 'EVENT_STORE: Invalid option: expected one of "postgres"|"eventstoredb"'],
    ['eventstoredb', 'http://log:2113', 'EVENTSTORE_URL: must begin with esdb:// or esdb+discover://'],
    [
      'eventstoredb',
      'esdb://admin:changeit@log:2113?tls=false',
      'EVENTSTORE_URL: has a password and tls=false: the client would send none',
    ],
  ])('refuses the log %s at %s', (EVENT_STORE, EVENTSTORE_URL, problem) => {
    expect(() => configOf(shape, { ...whole, EVENT_STORE, EVENTSTORE_URL })).toThrow(problem);
  });

  it.each(['esdb://admin:changeit@log:2113', 'esdb+discover://log?tls=false&nodePreference=leader'])(
    'takes a log at %s',
    (EVENTSTORE_URL) => {
      expect(configOf(shape, { ...whole, EVENTSTORE_URL })).toMatchObject({ EVENTSTORE_URL });
    },
  );

  it('names every problem at once, and never a value', () => {
    const read = () => configOf(shape, { ...whole, PORT: 'http', MASTER_KEY: 'c2VjcmV0', AUTH_URL: '' });
    expect(read).toThrow(ConfigError);
    expect(read).toThrow('PORT: must be a whole number\nAUTH_URL is missing\nMASTER_KEY: must hold 32 bytes');
  });
});
