import { createPool } from '@crm/service-kit/db/pool';
import { startRelay } from './relaying.ts';

/** A relay in a process of its own, to be killed: its database, brokers and prefix are its arguments. */
const [url = '', brokers = '', prefix = ''] = process.argv.slice(2);
const pool = createPool(url, { name: 'relay', report: () => undefined });
startRelay(pool, brokers, prefix);
process.once('disconnect', () => process.exit());
