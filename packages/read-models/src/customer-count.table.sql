create table :schema.:table (
  stage text collate "C" not null,
  owner_id uuid,
  archived boolean not null,
  count integer not null,
  unique nulls not distinct (stage, owner_id, archived)
) with (fillfactor = 50)
