-- A notary's key that is lost can be replaced. Each is listed for ever in the order in which they signed, and what one
-- signed stays valid up to where the next begins.
alter table notary.verifier drop column single;
alter table notary.verifier
  add column number integer not null default 1,
  add column published_at timestamptz not null default now();
alter table notary.verifier alter column number drop default, add primary key (number);

alter table notary.checkpoints add column key integer not null default 1;
alter table notary.checkpoints drop constraint checkpoints_pkey, add primary key (size, key);
