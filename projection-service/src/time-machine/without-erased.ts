import { streamOf } from '@crm/contracts';
import type { Keyring } from '@crm/event-store';
import type { Pool } from 'pg';

/**
 * Keys without those of people who are erased today. A key is destroyed right after the erasure was written, and a
 * process may hold it for some seconds longer: what is built meanwhile, and ends before the erasure, would keep the person.
 */
export const withoutErased = async (
  pool: Pool,
  keyring: Pick<Keyring, 'find'>,
): Promise<Pick<Keyring, 'find'>> => {
  const { rows } = await pool.query<{ id: string }>(
    'select id from live.customer where erased_at is not null',
  );
  const erased = new Set(rows.map(({ id }) => streamOf('customer', id)));
  return { find: (subjects) => keyring.find(subjects.filter((subject) => !erased.has(subject))) };
};
