-- The keys under which everything personal in the log is sealed: one a subject, encrypted under the master key.
create schema keys;

-- A subject is the name of its stream. Destroying a key sets `wrapped` to null: the row stays, so no other is made.
-- `generation` counts the keys of a subject, `master_generation` the master keys: rotation rewraps, row by row.
create table keys.subjects (
  subject text collate "C" primary key,
  generation smallint not null default 1,
  wrapped bytea,
  master_generation integer not null default 1
);

-- HMACs of a constant under each key of the environment: a start with another key is refused.
create table keys.checks (
  name text primary key,
  value bytea not null
);

grant usage on schema keys to crm_command, crm_auth, crm_projection, crm_query;
grant select on keys.subjects, keys.checks to crm_command, crm_auth, crm_projection, crm_query;
grant insert on keys.subjects, keys.checks to crm_command, crm_auth;
