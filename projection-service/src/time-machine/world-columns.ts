import { raw } from '@crm/service-kit/questions/sql';

/** The columns of a world, as the contract names them; counts as numbers, which they are within reason. */
export const worldColumns = raw(`
  position, as_of, state, events_done::float8 as done, events_total::float8 as total, bytes::float8 as bytes,
  requested_by, requested_at, used_at, fault`);
