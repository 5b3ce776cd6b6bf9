-- The notary's own tables: the Merkle tree over the log, and what was signed of it. Nothing in them is ever changed or
-- deleted but the one row of notary.progress.
create schema notary;
grant usage on schema notary to crm_projection;

-- How far the notary has come. It moves in the transaction that notes the leaves, by compare-and-set.
create table notary.progress (
  single boolean primary key default true check (single),
  -- Raised by whoever takes over: an old holder that wakes up finds its number gone.
  fence bigint not null default 0,
  size bigint not null default 0,
  position bigint not null default 0
) with (fillfactor = 10);
insert into notary.progress default values;

-- The leaves: an event's place in the tree, its position in the log, and the hash of what was stored.
create table notary.leaves (
  index bigint primary key,
  position bigint not null,
  hash bytea not null
);
create unique index leaves_by_position on notary.leaves (position);

-- The roots of complete subtrees, of every fourth level: a proof reads sixteen hashes for what is between two of them,
-- and the tree takes a row for every fifteen leaves.
create table notary.subtrees (
  level smallint not null,
  index bigint not null,
  hash bytea not null,
  primary key (level, index)
);

-- Signed notes (c2sp.org/tlog-checkpoint), by the number of leaves that they sign.
create table notary.checkpoints (
  size bigint primary key,
  note text not null
);

-- The key that they are signed with, as verifiers take it.
create table notary.verifier (
  single boolean primary key default true check (single),
  key text not null
);

grant select on all tables in schema notary to crm_projection;
grant insert on notary.leaves, notary.subtrees, notary.checkpoints, notary.verifier to crm_projection;
grant update on notary.progress to crm_projection;
