-- One per sortable column, id breaking ties, as of the customers.
create index if not exists :table_by_name on :schema.:table (name, id);
create index if not exists :table_by_status on :schema.:table (status, id);
create index if not exists :table_by_type on :schema.:table (type, id);
create index if not exists :table_by_start on :schema.:table (start_date, id);
create index if not exists :table_by_created on :schema.:table (created_at, id);
create index if not exists :table_by_updated on :schema.:table (updated_at, id);
-- Whose audience was left undone: asked every few seconds.
create index if not exists :table_open on :schema.:table (id) where open_audiences > 0;
