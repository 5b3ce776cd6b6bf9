create table :schema.:table (
  id uuid primary key,
  revision integer not null
) with (fillfactor = 50)
