import type { Pool } from 'pg';

/** Keeps a copy of the log as it is now. `admin` may do anything. */
export const backUpLog = (admin: Pool) =>
  admin.query('drop table if exists public.backup; create table public.backup as select * from log.events');

/** Puts the log alone in its place as it was backed up, `without` so many of its last events. */
export const restoreLog = async (admin: Pool, without = 0): Promise<void> => {
  await admin.query('truncate log.events');
  await admin.query(
    `insert into log.events
     select * from public.backup where position <= (select max(position) from public.backup) - $1`,
    [without],
  );
  await admin.query('update log.head set position = (select coalesce(max(position), 0) from log.events)');
};
