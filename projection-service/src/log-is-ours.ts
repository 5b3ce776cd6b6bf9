import type { EventStore } from '@crm/event-store';
import { LogRestored } from '@crm/service-kit/log-restored';
import type { ClientBase, Pool } from 'pg';
import { agreementWith } from './agreement.ts';

const wayOut =
  'The read models tell of what is no longer there: they are neither followed nor shown, and nobody is told of anything, until `crm projections rebuild` makes all of them anew.';

/**
 * Looks whether the log is the one that was followed: whether the event that the furthest read model or reactor has come
 * to still stands in its place. Where it does not, that is written down for whoever answers questions, with the place up
 * to which it agrees.
 * @throws LogRestored, Unavailable
 */
export const mustBeOurs = async (client: ClientBase | Pool, log: EventStore): Promise<void> => {
  const stand = await comeTo(client);
  const reason = await whyNotOurs(stand, log);
  if (reason === null) {
    if (stand.noticed) await client.query('delete from engine.log_restored');
    return;
  }
  const { position, event } = await agreementWith(client, log);
  await client.query(
    // Whoever follows stops, and whoever remembers positions looks at them anew.
    `with noticed as (
       insert into engine.log_restored as known (reason, agrees_to, agrees_event) values ($1, $2, $3)
       on conflict (single) do update
       set reason = excluded.reason, agrees_to = excluded.agrees_to, agrees_event = excluded.agrees_event
       where known.agrees_to <> excluded.agrees_to
       returning pg_notify('live_changes', '')
     )
     update engine.plan set revision = revision + 1 where exists (select from noticed)`,
    [reason, position, event],
  );
  throw new LogRestored(reason);
};

/** As no event is ever in two places, the furthest one speaks for all before it. */
const whyNotOurs = async ({ furthest, seen, event }: Stand, log: EventStore): Promise<string | null> => {
  const head = (await log.head()) ?? 0n;
  if (head < furthest)
    return `The log ends at position ${head}, and was followed to ${furthest}: it was restored from an older copy. ${wayOut}`;
  if (seen === null || (await log.eventAt(seen))?.id === event) return null;
  return `The event at position ${seen} is not the one that was seen there: the log was restored from an older copy, or is another. ${wayOut}`;
};

/** How far the read models and the reactors have come. */
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
       union all
       select position, event_id
       from engine.reactors
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
