create table :schema.:table (
  position bigint primary key,
  customer_id uuid not null,
  event_id uuid not null,
  type text collate "C" not null,
  recorded_at timestamptz not null,
  actor text not null,
  data jsonb
);
-- Nobody asks for an event by its content.
alter table :schema.:table alter column data set statistics 0
