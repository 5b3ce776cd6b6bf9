import { randomUUID } from 'node:crypto';
import type { EventStore } from '@crm/event-store';
import { type ReadModel, readModels } from '@crm/read-models';
import type { Pool } from 'pg';
import { rebuild } from '../src/builds/filling/rebuild.ts';
import { compareSchemas, type Difference } from './compare-schemas.ts';

/** How the live read models differ from a rebuild from the first event. `admin` may make schemas. */
export const differencesToRebuild = async (
  admin: Pool,
  store: EventStore,
  models: readonly ReadModel[] = readModels,
): Promise<readonly Difference[]> => {
  const schema = `rebuilt_${randomUUID().slice(0, 8)}`;
  const client = await admin.connect();
  try {
    await rebuild({ store, models }, client, schema);
    return await compareSchemas(client, models, 'live', schema);
  } finally {
    await client.query(`drop schema if exists ${schema} cascade`);
    client.release();
  }
};
