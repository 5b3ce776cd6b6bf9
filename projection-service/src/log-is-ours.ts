import type { EventStore } from '@crm/event-store';
import { LogRestored } from '@crm/service-kit/log-restored';
import type { ClientBase, Pool } from 'pg';

const wayOut =
  'The read models tell of what is no longer there, and are neither followed nor shown: `crm projections rebuild` makes all of them anew.';

/**
 * Looks whether the log is the one that the read models were made of: whether the event that the furthest of them has
 * come to still stands in its place. Where it does not, that is written down for whoever answers questions.
 * @throws LogRestored, Unavailable
 */
export const mustBeOurs = async (client: ClientBase | Pool, log: EventStore): Promise<void> => {
  const stand = await comeTo(client);
  const reason = await whyNotOurs(stand, log);
  if (reason === null && !stand.noticed) return;
  await client.query(
    // Whoever follows stops, and whoever remembers positions looks at them anew.
    `with noticed as (
       insert into engine.log_restored (reason) select $1::text where $1::text is not null on conflict do nothing
       returning pg_notify('live_changes', '')
     ),
     gone as (delete from engine.log_restored where $1::text is null)
     update engine.plan set revision = revision + 1 where exists (select from noticed)`,
    [reason],
  );
  if (reason !== null) throw new LogRestored(reason);
};

/** As no event is ever in two places, the furthest one speaks for all before it. */
const whyNotOurs = async ({ furthest, seen, event }: Stand, log: EventStore): Promise<string | null> => {
  const head = (await log.head()) ?? 0n;
  if (head < furthest)
    return `The log ends at position ${head}, and the read models have come to ${furthest}: it was restored from an older copy. ${wayOut}`;
  if (seen === null || (await log.eventAt(seen))?.id === event) return null;
  return `The event at position ${seen} is not the one that the read models have seen there: the log was restored from an older copy, or is another. ${wayOut}`;
};

/** How far the read models have come. */
interface Stand {
  readonly furthest: bigint;
  /** The furthest position whose event is known by its id. */
  readonly seen: bigint | null;
  readonly event: string | null;
  /** Whether it was written down before that the log is another. */
  readonly noticed: boolean;
}

const comeTo = async (client: ClientBase | Pool): Promise<Stand> => {
  const { rows } = await client.query<Stand>(
    `with followed as (
       select c.position, c.event_id
       from engine.checkpoints c
       join engine.builds b using (model, version, build)
       where b.state in ('shown', 'following', 'joining')
     ),
     seen as (
       select position, event_id
       from followed
       where event_id is not null
       order by position desc
       limit 1
     )
     select coalesce(max(f.position), 0) as furthest, max(s.position) as seen, max(s.event_id::text) as event,
       exists (select from engine.log_restored) as noticed
     from followed f left join seen s on true`,
  );
  return rows[0] ?? { furthest: 0n, seen: null, event: null, noticed: false };
};
