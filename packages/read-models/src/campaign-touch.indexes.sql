-- A customer's timeline, newest first.
create index if not exists :table_by_customer on :schema.:table (customer_id, occurred_at, position);
