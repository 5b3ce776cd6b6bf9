import { parseArgs } from 'node:util';
import { type OperationContract, readModelOperations } from '@crm/contracts';
import { type Asker, askerOf, idIn } from '../api/asker.ts';
import { openProgress } from '../progress.ts';
import { retry, sayParked, skip } from '../projections/park.ts';
import { sayStatus } from '../projections/status.ts';
import { watch } from '../projections/watch.ts';
import { interruption, say } from '../terminal.ts';
import { Unusable } from '../unusable.ts';
import { connect, connectionOptions } from './credentials.ts';

export const projectionsUsage = `crm projections status
  how every read model stands, and what is under way
crm projections rebuild [MODEL…] [--watch]
  builds read models anew beside those that are shown, and switches when they are complete; none named: all
crm projections cancel ID
  ends a rebuild before it has switched; what is shown stays
crm projections rollback MODEL, crm projections switch MODEL [--watch]
  shows the build that was shown before, or the newest one again
crm projections park list [MODEL], crm projections park retry|skip MODEL KEY
  the keys that stand still because an event of theirs could not be folded: folds one again, or leaves its event out
  --watch                shows how far it is, to the end
  --url, --email, --patience as with import`;

const options = { ...connectionOptions, watch: { type: 'boolean', default: false } } as const;
const { orderRebuild, cancelRebuild, rollBackReadModel, switchReadModel } = readModelOperations;

/** Looks after the read models; gives the exit code: 0 all is well, 1 what was watched did not come to its end. */
export const projections = async (args: readonly string[]): Promise<number> => {
  const { values, positionals } = parseArgs({ args: [...args], options, allowPositionals: true });
  const [verb, ...names] = positionals[0] === 'park' ? parked(positionals) : positionals;
  const known = verbs[verb ?? ''];
  if (known === undefined || names.length < known.least || names.length > known.most)
    throw new Unusable(projectionsUsage);
  const onWait = (why: string) => say(`waiting: ${why}`);
  const asker = askerOf(await connect(values, onWait), onWait);
  if ('task' in known) {
    await known.task(asker, ...names);
    return 0;
  }
  const [model = ''] = names;
  const id = idIn(await asker.order(known.order, { model }, verb === 'rebuild' ? { models: names } : {}));
  if (values.watch) return toItsEnd(asker, id);
  say(`${id} is under way. See it with: crm projections status`);
  return 0;
};

/** What is done at once, or is under way then; and how many names it takes. */
type Verb = { readonly least: number; readonly most: number } & (
  | { readonly task: (asker: Asker, ...names: string[]) => Promise<void> }
  | { readonly order: OperationContract }
);

const verbs: Readonly<Record<string, Verb>> = {
  status: { least: 0, most: 0, task: sayStatus },
  rebuild: { least: 0, most: 100, order: orderRebuild },
  cancel: {
    least: 1,
    most: 1,
    task: async ({ order }, id = '') => {
      await order(cancelRebuild, { id });
      say(`${id} is cancelled.`);
    },
  },
  rollback: { least: 1, most: 1, order: rollBackReadModel },
  switch: { least: 1, most: 1, order: switchReadModel },
  'park list': { least: 0, most: 1, task: sayParked },
  'park retry': { least: 2, most: 2, task: retry },
  'park skip': { least: 2, most: 2, task: skip },
};

/** `park` and what it does are one verb. */
const parked = ([park, what, ...names]: readonly string[]): readonly string[] => [
  `${park} ${what}`,
  ...names,
];

const toItsEnd = async (asker: Asker, id: string): Promise<number> => {
  const signal = interruption(`It goes on unwatched. It ends with: crm projections cancel ${id}`);
  const progress = openProgress();
  const ended = await watch(asker, id, progress, signal).finally(progress.stop);
  if (ended === null) return 0;
  say(
    ended.state === 'done' ? 'Done: it is shown now.' : `It was ${ended.state}. ${ended.fault ?? ''}`.trim(),
  );
  return ended.state === 'done' ? 0 : 1;
};
