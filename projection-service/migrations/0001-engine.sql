-- The projection engine's own tables. Read models live beside them, in tables of their own versions (schema live).
create extension if not exists pg_trgm with schema public;

create schema live authorization crm_projection;
grant usage on schema live to crm_query, crm_auth;
alter default privileges for role crm_projection in schema live grant select on tables to crm_query, crm_auth;

create schema engine;
grant usage on schema engine to crm_projection, crm_query, crm_auth;

-- How far each read model has come. It moves in the transaction that writes the rows, by compare-and-set.
create table engine.checkpoints (
  model text not null,
  version integer not null,
  partition integer not null default 0,
  -- Raised by whoever takes over: an old holder that wakes up finds its number gone.
  fence bigint not null default 0,
  position bigint not null default 0,
  event_id uuid,
  primary key (model, version, partition)
) with (fillfactor = 10);

-- Keys whose fold failed: they stand still until the fold is mended and the model rebuilt; the rest goes on.
create table engine.parked (
  model text not null,
  version integer not null,
  key text not null,
  position bigint not null,
  event_id uuid not null,
  event_type text not null,
  parked_at timestamptz not null default now(),
  primary key (model, version, key)
);

-- Every thousand events or so: the latest recordedAt up to a position. Finds the page in which an "as of" begins.
create table engine.log_times (
  position bigint primary key,
  latest timestamptz not null
);
create index log_times_by_time on engine.log_times (latest);

grant select, insert, update on engine.checkpoints to crm_projection;
grant select, insert on engine.parked, engine.log_times to crm_projection;
grant select on engine.checkpoints, engine.parked, engine.log_times to crm_query, crm_auth;
