-- What goes on by itself after a crash (the audience of a campaign) finds in the read models what was left undone.
grant usage on schema live to crm_command;
alter default privileges for role crm_projection in schema live grant select on tables to crm_command;
grant select on all tables in schema live to crm_command;
