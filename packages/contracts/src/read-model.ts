import { z } from 'zod';
import { many, page, paging, question } from './define.ts';
import { operation } from './operation.ts';
import { ReadModelName } from './path-value.ts';

/** A physical table of a model's version; the first one is build 1. */
const Build = z.object({ version: z.int(), build: z.int(), shownAt: z.string().nullable() });

/** How a read model stands. */
export const ReadModelStanding = z.object({
  model: z.string(),
  shape: z.enum(['row', 'summary', 'log']),
  /** The row model with which it is rebuilt and switched: a summary's; else its own name. */
  group: z.string(),
  /** What answers read. Null: nothing yet, its first build is on its way. */
  shown: Build.nullable(),
  /** The version of the fold in the running code. */
  codeVersion: z.int(),
  /** Whether what is shown follows the log. Not so where the running code has another version of the fold. */
  followed: z.boolean(),
  /** The build that can be shown again at once, without being built. */
  kept: Build.nullable(),
  /** Up to where in the log it has come. */
  position: z.string(),
  /** Events not yet applied, counted up to 1,000. */
  lagEvents: z.int(),
  /** Age of the first event not yet applied. */
  lagSeconds: z.number(),
  /** Events a second that were applied of late. */
  rate: z.number(),
  /** Keys that stand still because an event of theirs could not be folded. */
  parked: z.int(),
});
export type ReadModelStanding = z.infer<typeof ReadModelStanding>;

export const RebuildState = z.enum([
  'waiting',
  'filling',
  'indexing',
  'catching-up',
  'joining',
  'comparing',
  'done',
  'cancelled',
  'failed',
]);
export type RebuildState = z.infer<typeof RebuildState>;

/** A rebuild, or another change of what is shown, and how far it has come. */
export const Rebuild = z.object({
  id: z.uuid(),
  /** `deploy`: the running code brought a new version of the fold. `rollback`, `switch`: a build that was kept is shown. */
  kind: z.enum(['deploy', 'rebuild', 'rollback', 'switch']),
  models: z.array(z.string()),
  state: RebuildState,
  requestedBy: z.string(),
  requestedAt: z.string(),
  startedAt: z.string().nullable(),
  finishedAt: z.string().nullable(),
  /** Events folded so far, and how many there are. Null: not counted yet. */
  done: z.int(),
  total: z.int().nullable(),
  /** Events in a second since it began. Null: none yet. */
  rate: z.number().nullable(),
  /** What is left of it at that rate. Null: not known, or nothing. */
  secondsLeft: z.number().nullable(),
  /** Why it failed. */
  fault: z.string().nullable(),
});
export type Rebuild = z.infer<typeof Rebuild>;

/** A key that stands still, and the event that it stands still before. */
export const ParkedKey = z.object({
  model: z.string(),
  version: z.int(),
  build: z.int(),
  key: z.string(),
  /** Null: it was parked before streams were noted. */
  stream: z.string().nullable(),
  position: z.string(),
  eventId: z.string(),
  eventType: z.string(),
  parkedAt: z.string(),
});
export type ParkedKey = z.infer<typeof ParkedKey>;

const read = { needs: 'read-model.read', ownedBy: undefined, reads: [], past: 'none' } as const;

export const readModelQuestions = {
  readModels: question('GET /read-models', 'How every read model stands', read, {}, many(ReadModelStanding)),
  rebuilds: question(
    'GET /read-models/rebuilds',
    'Rebuilds and other changes of what is shown, newest first: what is under way and the last twenty',
    read,
    {},
    many(Rebuild),
  ),
  parkedKeys: question(
    'GET /read-models/parked',
    'Keys that stand still because an event of theirs could not be folded',
    read,
    { model: ReadModelName.optional(), ...paging },
    page(ParkedKey),
  ),
};

const manage = { needs: 'read-model.manage' } as const;
const switching = { ...manage, refuses: ['rebuild-under-way', 'nothing-to-go-back-to'] } as const;
const unparking = {
  ...manage,
  misses: ['parked-key-not-found'],
  refuses: ['still-poisonous', 'summary-key'],
};
const Ordered = z.object({ id: z.uuid() });
const key = { key: z.string().min(1).max(1000) };

export const readModelOperations = {
  orderRebuild: operation(
    'POST /read-models/rebuilds',
    'Rebuild read models beside those that are shown, and switch when they are complete; none named: all',
    { ...manage, refuses: ['rebuild-under-way'], misses: ['read-model-not-found'] },
    { models: z.array(ReadModelName).max(100).default([]) },
    Ordered,
  ),
  cancelRebuild: operation(
    'POST /read-models/rebuilds/:id/cancel',
    'Cancel a rebuild: what it built is dropped, what is shown stays',
    { ...manage, refuses: ['rebuild-finished'] },
    {},
    null,
  ),
  rollBackReadModel: operation(
    'POST /read-models/:model/rollback',
    'Show the build that was shown before; the models of its group go with it',
    switching,
    {},
    Ordered,
  ),
  switchReadModel: operation(
    'POST /read-models/:model/switch',
    'Show the newest build again after a rollback; the models of its group go with it',
    switching,
    {},
    Ordered,
  ),
  retryParkedKey: operation(
    'POST /read-models/:model/parked/retry',
    'Fold a key that stands still again, from the event on',
    unparking,
    key,
    null,
  ),
  skipParkedKey: operation(
    'POST /read-models/:model/parked/skip',
    'Leave the event out of this read model, and go on with the key behind it',
    unparking,
    key,
    null,
  ),
};
