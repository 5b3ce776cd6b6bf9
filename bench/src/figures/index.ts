import type { Figure } from '../figure.ts';
import { appends } from './appends.ts';
import { audience } from './audience.ts';
import { completeness } from './completeness.ts';
import { create } from './create.ts';
import { eventstoredb } from './eventstoredb.ts';
import { importing } from './import.ts';
import { live } from './live.ts';
import { queries } from './queries.ts';
import { rebuild } from './rebuild.ts';
import { rebuildUnderCommands } from './rebuild-under-commands.ts';
import { streamLength } from './stream-length.ts';
import { timeMachine } from './time-machine.ts';
import { touches } from './touches.ts';
import { verify } from './verify.ts';
import { visible } from './visible.ts';

/** Every figure, in the order of the table. */
export const figures: readonly Figure[] = [
  appends,
  completeness,
  streamLength,
  eventstoredb,
  create,
  importing,
  touches,
  audience,
  visible,
  live,
  queries,
  rebuild,
  rebuildUnderCommands,
  timeMachine,
  verify,
];
