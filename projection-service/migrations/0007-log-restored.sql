-- Set while the log is not the one that the read models were made of: it was restored from an older copy. Nothing is
-- followed then, and questions are refused for this reason.
create table engine.log_restored (
  single boolean primary key default true check (single),
  reason text not null,
  noticed_at timestamptz not null default now()
);

grant select, insert, delete on engine.log_restored to crm_projection;
grant select on engine.log_restored to crm_query, crm_auth;

-- Then all of them are made anew, and the times of a log that is gone are forgotten with them.
grant delete on engine.log_times to crm_projection;
