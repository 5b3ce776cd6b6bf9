import { createPostgresStore } from '@crm/event-store';
import { readModels } from '@crm/read-models';
import { createPool } from '@crm/service-kit/db/pool';
import { runBuilds } from '../../src/builds/run-builds.ts';
import { follow } from '../../src/engine/following/follow.ts';
import { fromKafka } from './kafka-follower.ts';
import { startRelay } from './relaying.ts';

/** A replica that follows Kafka and relays to it, in a process of its own, to be killed. */
const [url = '', brokers = '', prefix = ''] = process.argv.slice(2);
const report = () => undefined;
const pool = createPool(url, { name: 'replica', report });
const store = createPostgresStore(pool, { report });
startRelay(pool, brokers, prefix);
const { told } = fromKafka(store, brokers, prefix);
process.once('disconnect', () => process.exit());
const { signal } = new AbortController();
const sealed = { log: store, keys: null };
const engine = { pool, store, models: readModels, onFault: report, onPoison: report };
await Promise.all([follow({ ...engine, ...told }, signal), runBuilds({ ...engine, sealed }, signal)]);
