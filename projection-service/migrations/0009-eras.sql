-- Where the log was restored from an older copy, side effects are told anew from where it still agrees with what was seen.
alter table engine.reactors
  -- The event that it has come to.
  add column event_id uuid,
  -- To where it was set back, each time that the log was restored: behind these positions its later eras begin.
  add column eras bigint[] not null default '{}';
update engine.reactors r set event_id = e.id from log.events e where e.position = r.position;

-- The events by which that place is found: every 200th or so is kept for longer than the log may keep it.
alter table engine.log_times add column event_id uuid;
update engine.log_times t set event_id = e.id from log.events e where e.position = t.position;

alter table engine.log_restored
  add column agrees_to bigint not null default 0,
  add column agrees_event uuid;
-- Which place that is may be looked up again: another copy may have been restored meanwhile.
grant update on engine.log_restored to crm_projection;
