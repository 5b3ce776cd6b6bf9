-- A key is destroyed for ever: the row stays without it, so that none is made again, also where there was none yet.
-- Every process that holds the key opened is told when that is committed.
create function keys.destroy(subject text) returns void
language sql
security definer
set search_path = keys, pg_temp
as $$
  insert into subjects (subject, wrapped) values (destroy.subject, null)
  on conflict (subject) do update set wrapped = null;
  select pg_notify('keys_destroyed', destroy.subject);
$$;

-- The master key's check moves on with it; while subjects' keys may still be under the one before, `master-previous` is
-- the check of that.
alter table keys.checks add column generation integer not null default 1;

create function keys.begin_rotation(old_check bytea, new_check bytea) returns void
language sql
security definer
set search_path = keys, pg_temp
as $$
  with moved as (
    update checks
    set value = new_check, generation = generation + 1
    where name = 'master' and value = old_check
    returning generation
  )
  insert into checks (name, value, generation)
  select 'master-previous', old_check, generation - 1 from moved;
$$;

-- Keeps keys under another master key, if each is still what the caller opened: not destroyed, nor wrapped anew by
-- another process. One at a time, so that two never wait for each other's rows.
create function keys.rewrap(subjects text[], olds bytea[], news bytea[], generation integer) returns void
language sql
security definer
set search_path = keys, pg_temp
as $$
  select pg_advisory_xact_lock(hashtext('keys.rewrap'));
  update subjects s
  set wrapped = key.new, master_generation = rewrap.generation
  from unnest(rewrap.subjects, olds, news) as key (subject, old, new)
  where s.subject = key.subject and s.wrapped = key.old;
$$;

-- Ends a rotation where no key is left under an earlier master key, and answers whether that is so. The lock waits for
-- keys that are being added at this moment.
create function keys.finish_rotation() returns boolean
language plpgsql
security definer
set search_path = keys, pg_temp
set lock_timeout = '5s'
as $$
begin
  lock table subjects in share mode;
  if exists (
    select from subjects
    where wrapped is not null and master_generation < (select generation from checks where name = 'master')
  ) then
    return false;
  end if;
  delete from checks where name = 'master-previous';
  return true;
end
$$;

-- Raises CRM02 where a process still wraps new keys under an earlier master key: nobody would wrap them anew.
create function keys.refuse_earlier_master() returns trigger
language plpgsql
as $$
begin
  if exists (
    select from added
    where wrapped is not null and master_generation < (select generation from keys.checks where name = 'master')
  ) then
    raise exception 'the master key was rotated' using errcode = 'CRM02';
  end if;
  return null;
end
$$;
create trigger refuse_earlier_master after insert on keys.subjects
referencing new table as added
for each statement execute function keys.refuse_earlier_master();

revoke all on function keys.destroy, keys.begin_rotation, keys.rewrap, keys.finish_rotation from public;
grant execute on function keys.destroy, keys.begin_rotation, keys.rewrap, keys.finish_rotation to crm_command;
