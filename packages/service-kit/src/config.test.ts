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
    });
  });

  it('names every problem at once, and never a value', () => {
    const read = () => configOf(shape, { ...whole, PORT: 'http', MASTER_KEY: 'c2VjcmV0', AUTH_URL: '' });
    expect(read).toThrow(ConfigError);
    expect(read).toThrow('PORT: must be a whole number\nAUTH_URL is missing\nMASTER_KEY: must hold 32 bytes');
  });
});
