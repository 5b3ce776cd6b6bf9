-- Appends like log.append, and keeps the keys of new subjects in the same transaction: one flush to the disk for both,
-- and neither without the other. A subject is the name of its stream; the keys of refused requests are not kept.
-- Raises CRM01 where a subject has another key already: what is sealed under the one offered could never be opened.
create function log.append_with_keys(
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
  kept text[];
begin
  select array_agg(verdict), array_agg(revision), array_agg("position")
  into verdicts, revisions, positions
  from log.append(
    requests, streams, expectations, firsts, sizes,
    event_slots, event_streams, ids, types, schemas, datas, metadatas
  );

  select array_agg(stream)
  into kept
  from unnest(streams, verdicts) as slot (stream, verdict)
  where verdict in ('written', 'known') and stream = any(subjects);

  insert into keys.subjects (subject, wrapped, master_generation)
  select subject, wrapped, master_generation
  from unnest(subjects, wrapped_keys, master_generations) as offered (subject, wrapped, master_generation)
  where subject = any(kept)
  on conflict (subject) do nothing;

  if exists (
    select
    from unnest(subjects, wrapped_keys) as offered (subject, wrapped)
    join keys.subjects own using (subject)
    where subject = any(kept) and own.wrapped is distinct from offered.wrapped
  ) then
    raise exception 'a subject has another key' using errcode = 'CRM01';
  end if;

  return query select * from unnest(verdicts, revisions, positions);
end
$$;

revoke all on function log.append_with_keys from public;
grant execute on function log.append_with_keys to crm_command, crm_auth;
