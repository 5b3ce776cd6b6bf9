-- The log: every event, in one order, for ever.
create schema log;

-- The last position given out. Locking this row is what makes position order = commit order = visibility order.
create table log.head (
  single boolean primary key default true check (single),
  position bigint not null
) with (fillfactor = 10);
insert into log.head (position) values (0);

-- data and metadata are json and never jsonb: json keeps the canonical text, which is what proofs hash.
create table log.events (
  position bigint primary key,
  stream text collate "C" not null,
  revision integer not null,
  id uuid not null,
  type text collate "C" not null,
  schema integer not null,
  data json not null,
  metadata json not null
);
create unique index events_of_a_stream on log.events (stream, revision);
-- The id first: version 7 ids are inserted at the index's right edge. Ids are unique per stream, not per log.
create unique index events_by_id on log.events (id, stream);

-- Appends many requests in one transaction, each accepted or refused as a whole (group commit).
--
-- Per stream of a request: the request's number, the stream, what is expected (n: its last revision, -1: no such
-- stream, -2: it exists, -3: anything), the ordinal of its first event and their number. A stream occurs once.
-- Per event, in order: the ordinal of its stream above, the stream again, and the event.
--
-- Answers per stream, in order: `written` or `known` (these ids are there already) with the revision and position of
-- the last event; `refused` with the stream's actual revision (-1: no such stream); `held` where another stream of
-- the same request was refused.
create function log.append(
  requests integer[], streams text[], expectations integer[], firsts integer[], sizes integer[],
  event_slots integer[], event_streams text[], ids uuid[], types text[], schemas integer[], datas json[], metadatas json[]
) returns table (verdict text, revision integer, "position" bigint)
language plpgsql
security definer
set search_path = log, pg_temp
set lock_timeout = '5s'
-- Plans are kept while the log grows under them: an index is right on an empty table as well.
set enable_seqscan = off
as $$
#variable_conflict use_column
declare
  last bigint;
  added bigint;
  verdicts text[];
  starts integer[];
  ends integer[];
  positions bigint[];
begin
  select h.position into last from log.head h for update;

  with asked as (
    select n, request, stream, expected, first, size, current.revision as current, stored.found, stored.start, stored.unbroken
    from unnest(requests, streams, expectations, firsts, sizes) with ordinality
      as slot (request, stream, expected, first, size, n)
    cross join lateral (
      select coalesce(max(e.revision), -1) as revision from log.events e where e.stream = slot.stream
    ) current
    cross join lateral (
      select
        count(e.revision) as found,
        min(e.revision) as start,
        coalesce(max(e.revision - id.n) = min(e.revision - id.n), false) as unbroken
      from unnest(ids[slot.first : slot.first + slot.size - 1]) with ordinality as id (id, n)
      cross join lateral (
        select e.revision from log.events e where e.id = id.id and e.stream = slot.stream limit 1
      ) e
    ) stored
  ),
  judged as (
    select *,
      found = 0 and case expected when -3 then true when -2 then current >= 0 else current = expected end as fits,
      found = size and unbroken and (expected <= -2 or start = expected + 1) as repeats
    from asked
  ),
  decided as (
    select *,
      case
        when bool_and(fits) over request then 'written'
        when bool_and(repeats) over request then 'known'
        when fits then 'held'
        else 'refused'
      end as verdict
    from judged
    window request as (partition by request)
  ),
  placed as (
    select n, verdict, current, start, size, stream,
      last + sum(size) filter (where verdict = 'written') over (order by n) as written_at
    from decided
  )
  select
    array_agg(verdict order by n),
    array_agg(case verdict when 'written' then current + 1 end order by n),
    array_agg(case verdict when 'written' then current + size when 'known' then start + size - 1 else current end order by n),
    array_agg(
      case verdict
        when 'written' then written_at
        when 'known' then (select e.position from log.events e where e.stream = placed.stream and e.revision = start + size - 1)
      end order by n
    ),
    coalesce(sum(size) filter (where verdict = 'written'), 0)
  into verdicts, starts, ends, positions, added
  from placed;

  if added > 0 then
    insert into log.events (position, stream, revision, id, type, schema, data, metadata)
    select last + row_number() over (order by n), stream, starts[slot] + (n - firsts[slot])::integer, id, type, schema, data, metadata
    from unnest(event_slots, event_streams, ids, types, schemas, datas, metadatas) with ordinality
      as event (slot, stream, id, type, schema, data, metadata, n)
    where starts[slot] is not null;
    update log.head set position = last + added;
  end if;

  return query select * from unnest(verdicts, ends, positions);
end
$$;

revoke all on function log.append from public;
grant usage on schema log to crm_command, crm_auth, crm_projection, crm_query;
grant select on log.events, log.head to crm_command, crm_auth, crm_projection, crm_query;
grant execute on function log.append to crm_command, crm_auth;
