import { expect, it } from '@jest/globals';
import { testDatabase } from '../testing/database.ts';
import { ConfigError } from './config.ts';
import { openLog } from './open-log.ts';

it('opens the log where it is kept, and refuses to begin another', async () => {
  const database = await testDatabase();
  const open = (EVENT_STORE: 'postgres' | 'eventstoredb', EVENTSTORE_URL?: string) =>
    openLog({ EVENT_STORE, EVENTSTORE_URL }, database.pool('crm_command'), () => {});
  await expect(open('eventstoredb')).rejects.toThrow(
    new ConfigError(['EVENTSTORE_URL is missing: EVENT_STORE is eventstoredb']),
  );
  const log = await open('postgres');
  expect(log.caps.keepsKeys).toBe(true);
  await log.close();
  await expect(open('eventstoredb', 'esdb://127.0.0.1:1?tls=false')).rejects.toThrow(
    "This installation's log is kept in postgres: start it with EVENT_STORE=postgres.",
  );
  await database.drop();
});
