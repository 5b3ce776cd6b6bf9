-- People who read with SQL: analysts what screens show and how fresh it is, also of tables that are made later; auditors the
-- log as it is stored and what was signed of it.
grant usage on schema live, engine to crm_analyst;
grant select on all tables in schema live to crm_analyst;
alter default privileges for role crm_projection in schema live grant select on tables to crm_analyst;
grant select on engine.checkpoints, engine.builds to crm_analyst;

grant usage on schema log, notary to crm_auditor;
grant select on all tables in schema log, notary to crm_auditor;
