import { ReadModelStanding, Rebuild, readModelQuestions } from '@crm/contracts';
import { z } from 'zod';
import type { Asker } from '../api/asker.ts';
import { timeLeft } from '../progress.ts';
import { say } from '../terminal.ts';
import { columns } from './columns.ts';
import { isUnderWay } from './watch.ts';

/** Says how every read model stands, and what is under way. */
export const sayStatus = async ({ ask }: Asker): Promise<void> => {
  const standings = await ask(z.array(ReadModelStanding), readModelQuestions.readModels.path);
  const rebuilds = await ask(z.array(Rebuild), readModelQuestions.rebuilds.path);
  const head = ['model', 'shown', 'since', 'position', 'lag', 'events/s', 'parked', 'kept'];
  for (const line of columns([head, ...standings.map(cells)])) say(line);
  for (const rebuild of rebuilds.filter(isUnderWay)) say(`\n${described(rebuild)}`);
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
