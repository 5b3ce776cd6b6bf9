import type { ClientBase } from 'pg';
import type { Source } from '../../sources/source.ts';
import { inTransaction } from '../database/transaction.ts';
import { type Books, dueOf, type Share, shareOf } from './sharing.ts';

/** A process that takes its share of the work. */
export interface Replica {
  readonly id: string;
  /** Into how many partitions it would divide the work. */
  readonly wishes: number;
  readonly brings: Source['brings'];
}

/** Seconds that a lease lives, by the database's clock, unless it is renewed. */
export const leaseSeconds = 10;
/** The lock under which leases change hands: one after the other. */
export const claiming = 0x6c656173;

/** Where replicas and leases stand. Alive is who was seen of late, and whose connection the server still has. */
export const readBooks = async (client: ClientBase): Promise<Books> => {
  const { rows } = await client.query<Books>({
    name: 'read books',
    text: `
      with alive as materialized (
        select r.id, r.wishes, r.started from engine.replicas r
        join pg_stat_get_activity(null) a on a.pid = r.pid and a.backend_start = r.started
        where r.seen > clock_timestamp() - interval '${leaseSeconds} seconds'
      )
      select p.revision::integer, p.partitions,
        (select coalesce(json_agg(json_build_object('id', id, 'wishes', wishes) order by started, id), '[]')
         from alive) as replicas,
        (select json_agg(
           json_build_object('partition', l.partition, 'fence', l.fence, 'holder', a.id) order by l.partition
         )
         from engine.leases l
         left join alive a on a.id = l.holder and l.until > clock_timestamp()) as leases
      from engine.plan p`,
  });
  const [books] = rows;
  if (books === undefined) throw new Error('the engine has no plan');
  return books;
};

/** Enters the replica, gives back what is due, claims what it may, and gives its share. */
export const settle = (client: ClientBase, replica: Replica): Promise<Share> =>
  inTransaction(client, async () => {
    await client.query('select pg_advisory_xact_lock($1)', [claiming]);
    await enter(client, replica);
    const { id, brings } = replica;
    const { giveBack, claim } = dueOf(await readBooks(client), id, brings?.());
    await client.query(
      `update engine.leases set holder = null, until = null where holder = $1 and partition = any($2)`,
      [id, giveBack],
    );
    await client.query(`update engine.leases set holder = $1, fence = fence + 1 where partition = any($2)`, [
      id,
      claim,
    ]);
    await renew(client, id, null);
    return shareOf(await readBooks(client), id);
  });

/** Says that a replica lives, and how many events a second it applies (null: as before), and keeps its leases. */
export const renew = (client: ClientBase, id: string, rate: number | null) =>
  client.query({
    name: 'renew leases',
    text: `
      with lives as (update engine.replicas set seen = clock_timestamp(), rate = coalesce($2, rate) where id = $1)
      update engine.leases set until = clock_timestamp() + interval '${leaseSeconds} seconds' where holder = $1`,
    values: [id, rate],
  });

/** Takes a replica out of the books: what it held is free at once. */
export const leave = (client: ClientBase, { id }: Replica) =>
  client.query('delete from engine.replicas where id = $1', [id]);

const enter = async (client: ClientBase, { id, wishes }: Replica): Promise<void> => {
  await client.query(
    `insert into engine.replicas as r (id, pid, started, seen, wishes)
     select $1, pid, backend_start, clock_timestamp(), $2
     from pg_stat_get_activity(pg_backend_pid())
     on conflict (id) do update
     set pid = excluded.pid, started = excluded.started, seen = excluded.seen, wishes = excluded.wishes`,
    [id, wishes],
  );
  await client.query(
    `delete from engine.replicas r
     where r.seen < clock_timestamp() - interval '1 minute'
       or not exists (
         select from pg_stat_get_activity(null) a where a.pid = r.pid and a.backend_start = r.started
       )`,
  );
};
