-- Read models are tables of which there may be several, and the work on them is shared by replicas.
alter table engine.checkpoints
  -- Of a version, the physical table: the first build, and one for every time that it was filled anew.
  add column build integer not null default 1,
  -- The replica that moves it; null: none does, or whoever fills the build.
  add column holder uuid,
  drop constraint checkpoints_pkey,
  add primary key (model, version, build, partition);

alter table engine.parked
  add column build integer not null default 1,
  -- Whose events the key is folded from.
  add column stream text collate "C",
  drop constraint parked_pkey,
  add primary key (model, version, build, key);
update engine.parked p set stream = e.stream from log.events e where e.position = p.position;

-- One physical table of a model's version. 'building': being filled; 'joining': to be followed together with the others;
-- 'following': is; 'shown': answers read it; 'kept': it was shown before, and stands still.
create table engine.builds (
  model text not null,
  version integer not null,
  build integer not null,
  -- Of builds made together: a row model and all that is counted over it.
  rebuild uuid not null,
  state text not null check (state in ('building', 'joining', 'following', 'shown', 'kept')),
  -- As compared before it was shown.
  rows bigint,
  checksum text,
  made_at timestamptz not null default now(),
  shown_at timestamptz,
  primary key (model, version, build)
);
create unique index one_build_is_shown on engine.builds (model) where state = 'shown';

-- What was asked for or is under way: a rebuild, or a way back to a kept build.
create table engine.rebuilds (
  id uuid primary key,
  kind text not null check (kind in ('deploy', 'rebuild', 'rollback', 'switch')),
  models text[] not null,
  requested_by text not null,
  requested_at timestamptz not null default now(),
  state text not null default 'waiting' check (state in
    ('waiting', 'filling', 'indexing', 'catching-up', 'joining', 'comparing', 'done', 'cancelled', 'failed')),
  -- Up to where the log is read at once; what comes after it is caught up.
  until_position bigint,
  events_total bigint,
  events_done bigint not null default 0,
  parts integer,
  parts_done integer not null default 0,
  started_at timestamptz,
  finished_at timestamptz,
  updated_at timestamptz,
  cancel boolean not null default false,
  fault text
);

-- What replicas work by. `revision` moves with every change of builds or parked keys that they must hear of.
create table engine.plan (
  single boolean primary key default true check (single),
  revision bigint not null default 0,
  partitions integer not null default 1
);
insert into engine.plan default values;

-- The processes that follow the log, each with the server's process of the connection that shows it alive.
create table engine.replicas (
  id uuid primary key,
  pid integer not null,
  started timestamptz not null,
  seen timestamptz not null,
  -- Into how many partitions it would divide the work.
  wishes integer not null,
  -- Events a second that it applied of late.
  rate double precision not null default 0
) with (fillfactor = 50);

-- Who works on a partition, and until when unless it is renewed. `fence` is raised whenever it changes hands.
create table engine.leases (
  partition integer primary key,
  holder uuid,
  fence bigint not null default 0,
  until timestamptz
) with (fillfactor = 50);
insert into engine.leases (partition) values (0);

-- How far side effects have come.
create table engine.reactors (
  name text primary key,
  fence bigint not null default 0,
  position bigint not null default 0
) with (fillfactor = 10);

-- Worlds as of a moment: all read models in a schema of their own.
create table engine.worlds (
  position bigint primary key,
  schema text not null unique,
  state text not null check (state in ('waiting', 'building', 'ready', 'outdated', 'failed')),
  requested_by text not null,
  requested_at timestamptz not null default now(),
  as_of timestamptz not null,
  events_total bigint,
  events_done bigint not null default 0,
  bytes bigint,
  used_at timestamptz,
  fault text
);

-- What is shown is the first build of its version.
insert into engine.builds (model, version, build, rebuild, state, shown_at)
select c.model, c.version, 1, '00000000-0000-0000-0000-000000000000', 'shown', now()
from engine.checkpoints c
join pg_views v on v.schemaname = 'live' and v.viewname = c.model
  and v.definition ~ ('\m' || c.model || '_v' || c.version || '\M');

-- Tables of other versions are known to no book from here on, and nobody would take the erased out of them.
do $$
declare
  left_over record;
begin
  for left_over in
    select model, version from engine.checkpoints c
    where not exists (select from engine.builds b where b.model = c.model and b.version = c.version)
  loop
    execute format('drop table if exists live.%I', left_over.model || '_v' || left_over.version);
    delete from engine.checkpoints where model = left_over.model and version = left_over.version;
    delete from engine.parked where model = left_over.model and version = left_over.version;
  end loop;
end
$$;

grant select, insert, update, delete on engine.checkpoints, engine.parked, engine.builds, engine.rebuilds,
  engine.replicas, engine.leases, engine.reactors, engine.worlds to crm_projection;
grant select, update on engine.plan to crm_projection;
grant usage on schema engine to crm_command;
grant select on engine.checkpoints, engine.builds to crm_command;
grant select on engine.builds, engine.rebuilds, engine.worlds to crm_query;
grant update (used_at) on engine.worlds to crm_query;
grant select on engine.builds to crm_auth;
