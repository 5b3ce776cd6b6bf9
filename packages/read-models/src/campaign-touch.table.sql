create table :schema.:table (
  position bigint primary key,
  customer_id uuid not null,
  touch_id uuid not null,
  campaign_id uuid not null,
  kind text not null,
  occurred_at timestamptz not null,
  channel text not null,
  variant text,
  url text,
  user_agent text,
  ip text,
  external_id text,
  recorded_at timestamptz not null,
  actor text not null
)
