-- Worlds are schemas that the projections make, of no other name, and that those who answer questions read.
create function engine.open_world("position" bigint) returns text
language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
declare
  world text := 'asof_' || open_world.position;
begin
  execute format('create schema %I authorization crm_projection', world);
  execute format('grant usage on schema %I to crm_query, crm_auth', world);
  execute format(
    'alter default privileges for role crm_projection in schema %I grant select on tables to crm_query, crm_auth',
    world);
  return world;
end
$$;
revoke all on function engine.open_world from public;
grant execute on function engine.open_world to crm_projection;

grant select, update (used_at) on engine.worlds to crm_auth;
