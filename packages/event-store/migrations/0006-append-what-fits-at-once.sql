-- Nearly always every request of a flush fits and every id is new. Then nothing needs judging but the streams' ends,
-- and the unique index says whether an id is there already: a quarter less of the database's time for each event.
alter function log.append rename to append_judging;
revoke execute on function log.append_judging from crm_command, crm_auth;

-- Answers and arguments are those of log.append_judging, which decides wherever something does not fit or is not new.
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
  currents integer[];
  all_fit boolean;
begin
  select h.position into last from log.head h for update;

  select
    array_agg(current order by n),
    bool_and(case expected when -3 then true when -2 then current >= 0 else current = expected end)
  into currents, all_fit
  from unnest(streams, expectations) with ordinality as slot (stream, expected, n)
  cross join lateral (
    select coalesce(max(e.revision), -1) as current from log.events e where e.stream = slot.stream
  ) e;

  if all_fit then
    begin
      insert into log.events (position, stream, revision, id, type, schema, data, metadata)
      select last + n, stream, currents[slot] + 1 + (n - firsts[slot])::integer, id, type, schema, data, metadata
      from unnest(event_slots, event_streams, ids, types, schemas, datas, metadatas) with ordinality
        as event (slot, stream, id, type, schema, data, metadata, n);
      update log.head set position = last + cardinality(ids);
      return query
      select 'written', currents[n] + size, last + first + size - 1
      from unnest(firsts, sizes) with ordinality as slot (first, size, n);
      return;
    exception when unique_violation then
      null; -- some of it is there already
    end;
  end if;

  return query
  select *
  from log.append_judging(
    requests, streams, expectations, firsts, sizes,
    event_slots, event_streams, ids, types, schemas, datas, metadatas
  );
end
$$;

revoke all on function log.append from public;
grant execute on function log.append to crm_command, crm_auth;

-- As before, but no subject is looked for among all others, and no key is read again that was kept just now.
create or replace function log.append_with_keys(
  requests integer[], streams text[], expectations integer[], firsts integer[], sizes integer[],
  event_slots integer[], event_streams text[], ids uuid[], types text[], schemas integer[], datas json[], metadatas json[],
  subjects text[], wrapped_keys bytea[], master_generations integer[]
) returns table (verdict text, revision integer, "position" bigint)
language plpgsql
security definer
set search_path = log, pg_temp
set enable_seqscan = off
as $$
#variable_conflict use_column
declare
  verdicts text[];
  revisions integer[];
  positions bigint[];
  offered integer;
  kept integer;
begin
  select array_agg(verdict), array_agg(revision), array_agg("position")
  into verdicts, revisions, positions
  from log.append(
    requests, streams, expectations, firsts, sizes,
    event_slots, event_streams, ids, types, schemas, datas, metadatas
  );

  with due as (
    select subject, wrapped, master_generation
    from unnest(subjects, wrapped_keys, master_generations) as offered (subject, wrapped, master_generation)
    where subject in (
      select stream from unnest(streams, verdicts) as slot (stream, verdict) where verdict in ('written', 'known')
    )
  ),
  added as (
    insert into keys.subjects (subject, wrapped, master_generation)
    select subject, wrapped, master_generation from due
    on conflict (subject) do nothing
    returning subject
  )
  select (select count(*) from due), (select count(*) from added) into offered, kept;

  if kept < offered and exists (
    select
    from unnest(subjects, wrapped_keys) as offered (subject, wrapped)
    join unnest(streams, verdicts) as slot (stream, verdict) on stream = subject and verdict in ('written', 'known')
    join keys.subjects own using (subject)
    where own.wrapped is distinct from offered.wrapped
  ) then
    raise exception 'a subject has another key' using errcode = 'CRM01';
  end if;

  return query select * from unnest(verdicts, revisions, positions);
end
$$;
