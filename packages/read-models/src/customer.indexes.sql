-- One per sortable column, id breaking ties. Ascending is "nulls last" as it stands. Descending, a backward scan gives
-- the nulls first: answers take the rows `where name is not null`, `order by name desc, id desc`, then (union all) those
-- `where name is null`, `order by name desc, id desc`. Both halves read this index backwards.
create index if not exists :table_by_name on :schema.:table (name, id);
create index if not exists :table_by_email on :schema.:table (email, id);
create index if not exists :table_by_phone on :schema.:table (phone, id);
create index if not exists :table_by_company on :schema.:table (company_name, id);
create index if not exists :table_by_stage on :schema.:table (stage, id);
create index if not exists :table_by_last_activity on :schema.:table (last_activity_at, id);
create index if not exists :table_by_created on :schema.:table (created_at, id);
create index if not exists :table_by_updated on :schema.:table (updated_at, id);
-- Lists of one owner, newest first: what a sales person opens all day.
create index if not exists :table_by_owner on :schema.:table (owner_id, created_at, id);
create index if not exists :table_by_tag on :schema.:table using gin (tags) where tags <> '{}';
-- The archive: few rows, which the indexes above would have to search for among the many.
create index if not exists :table_archived on :schema.:table (id) where archived_at is not null;
-- Whose key must be gone: looked at every minute.
create index if not exists :table_erased on :schema.:table (id) where erased_at is not null;
