import { ReadModelStanding, Rebuild, readModelQuestions } from '@crm/contracts';
import { z } from 'zod';
import type { Asker } from '../api/asker.ts';
import { timeLeft } from '../progress.ts';
import { say } from '../terminal.ts';
import { columns } from './columns.ts';
import { isUnderWay } from './watch.ts';

/** Says how every read model stands, what is under way, and what failed and was not made up for since. */
export const sayStatus = async ({ ask }: Asker): Promise<void> => {
  const standings = await ask(z.array(ReadModelStanding), readModelQuestions.readModels.path);
  const rebuilds = await ask(z.array(Rebuild), readModelQuestions.rebuilds.path);
  const head = ['model', 'shown', 'since', 'position', 'lag', 'events/s', 'parked', 'kept'];
  for (const line of columns([head, ...standings.map(cells)])) say(line);
  for (const rebuild of rebuilds.filter(isUnderWay)) say(`\n${described(rebuild)}`);
  for (const { kind, id, models, fault } of rebuilds.filter(isOpen))
    say(`\n${kind} ${id} of ${models.join(', ')} failed: ${fault}`);
};

const cells = (standing: ReadModelStanding): readonly string[] => {
  const { model, shown, followed, position, lagEvents, lagSeconds, rate, parked, kept } = standing;
  return [
    model,
    `${nameOf(shown)}${shown === null || followed ? '' : ' (not followed)'}`,
    shown?.shownAt?.slice(0, 16).replace('T', ' ') ?? '–',
    position,
    lagEvents === 0 ? 'none' : `${lagEvents} events, ${lagSeconds.toFixed(1)} s`,
    rate.toFixed(0),
    String(parked),
    nameOf(kept),
  ];
};

/** Whether it failed, and one of its read models was not built since: later ones come first. */
const isOpen = ({ state, models }: Rebuild, nth: number, rebuilds: readonly Rebuild[]): boolean => {
  const since = rebuilds.slice(0, nth).filter(({ state }) => state === 'done' || state === 'failed');
  return state === 'failed' && !models.every((model) => since.some((later) => later.models.includes(model)));
};

const nameOf = (build: ReadModelStanding['shown']): string =>
  build === null ? '–' : `v${build.version} b${build.build}`;

/** One line on a rebuild that is under way. */
const described = ({ id, kind, models, state, done, total, rate, secondsLeft }: Rebuild): string =>
  [
    `${kind} ${id} of ${models.join(', ')}: ${state}`,
    total === null ? undefined : `${done} of ${total} events`,
    rate === null ? undefined : `${Math.round(rate)} events/s`,
    secondsLeft === null ? undefined : `${timeLeft(secondsLeft)} left`,
  ]
    .filter((part) => part !== undefined)
    .join(', ');
