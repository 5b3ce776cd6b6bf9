-- A campaign's members, newest first: all, those on a rung, and the few who left the ladder or were never on it.
create index if not exists :table_by_campaign on :schema.:table (campaign_id, added_at, customer_id);
create index if not exists :table_by_rung on :schema.:table (campaign_id, rung, added_at, customer_id);
create index if not exists :table_aside on :schema.:table (campaign_id, added_at, customer_id)
  where bounced_hard or bounced_soft or unsubscribed or complained or failed or suppressed is not null;
-- The campaigns of a customer.
create index if not exists :table_by_customer on :schema.:table (customer_id, added_at);
