import { event, personal } from '@crm/contracts';
import { z } from 'zod';
import { describeEventStore } from '../../testing/contract.ts';
import { testLog } from '../../testing/postgres.ts';
import { sealedStore } from '../sealing/sealed-store.ts';
import { postgresKeyring } from './keyring.ts';

describeEventStore('the Postgres store', true, async () => {
  const { open, database } = await testLog();
  return { open, dispose: database.drop };
});

/** The suite's own event, with its text marked as personal. */
const contracts = { Noted: event({ text: personal(z.string()) }) };

describeEventStore('a sealed Postgres store', true, async () => {
  const { open, pool, database } = await testLog();
  const keyring = () => postgresKeyring(pool(), Buffer.alloc(32, 1));
  return { open: () => sealedStore(open(), keyring(), contracts), dispose: database.drop };
});
