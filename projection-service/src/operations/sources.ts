import type { EventStore } from '@crm/event-store';
import type { ReadModel } from '@crm/read-models';
import type { Pool } from 'pg';

/** What answers and operations are made of. */
export interface Sources {
  readonly pool: Pool;
  /** The log as it is stored. */
  readonly sealed: EventStore;
  /** The same log, what is sealed in it opened. */
  readonly opened: EventStore;
  /** The read models of this code. */
  readonly models: readonly ReadModel[];
}
