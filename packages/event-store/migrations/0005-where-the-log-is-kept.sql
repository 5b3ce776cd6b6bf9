-- The store in which this installation keeps its log: that of its first start. Read models and checkpoints are of that
-- log and no other, so a start with another store is refused.
create table log.kept (
  single boolean primary key default true check (single),
  store text not null check (store in ('postgres', 'eventstoredb'))
);
insert into log.kept (store) select 'postgres' from log.head where position > 0;

grant select on log.kept to crm_command, crm_auth, crm_projection, crm_query;
grant insert on log.kept to crm_command, crm_auth;
