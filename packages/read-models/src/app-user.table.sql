create table :schema.:table (
  id uuid primary key,
  name text,
  email text,
  role text not null,
  active boolean not null,
  created_at timestamptz not null,
  revision integer not null
)
