import type { EventStore, Keyring } from '@crm/event-store';
import type { ReadModel } from '@crm/read-models';
import type { Pool } from 'pg';

/** How many worlds there may be, how much they may take together, and how long one is kept that nobody asks. */
export interface Limits {
  readonly worlds: number;
  readonly bytes: number;
  readonly idleSeconds: number;
}

/** What worlds are built of, and whom the machine tells. */
export interface TimeMachine {
  readonly pool: Pool;
  /** The log as it is stored, and the keys that open it. */
  readonly log: EventStore;
  readonly keyring: Keyring;
  readonly models: readonly ReadModel[];
  readonly limits: Limits;
  /** Threads that fold, where the models are those of the code. Default: none. */
  readonly threads?: number;
  /** Where what is read of the log is set aside, sealed as it is. */
  readonly folder?: string;
  /** Told of faults that it overcomes, or that ended the building of a world. */
  readonly onFault: (fault: unknown) => void;
}
