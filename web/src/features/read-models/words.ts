import type { ReadModelStanding, Rebuild } from '@crm/contracts';
import { formatDuration, formatNumber, howMany, humanise, inSentence } from '../../ui/format.ts';

type Build = NonNullable<ReadModelStanding['shown']>;

/** A build as people tell it apart from others: `Version 3, build 2`. */
export const buildName = ({ version, build }: Build): string => `Version ${version}, build ${build}`;

/** Whether one build was made before another. */
export const isOlder = (one: Build, other: Build): boolean =>
  one.version === other.version ? one.build < other.build : one.version < other.version;

/** What a rebuild is doing at this moment, or how it ended. */
export const stateWords: Readonly<Record<Rebuild['state'], string>> = {
  waiting: 'Waiting for its turn',
  filling: 'Reading the log',
  indexing: 'Making indexes',
  'catching-up': 'Catching up with what came meanwhile',
  joining: 'Joining what follows live',
  comparing: 'Comparing with what is shown',
  done: 'Done',
  cancelled: 'Cancelled',
  failed: 'Failed',
};

const kinds: Readonly<Record<Rebuild['kind'], string>> = {
  deploy: 'New version of',
  rebuild: 'Rebuild of',
  rollback: 'Way back for',
  switch: 'Way forward for',
};

/** What was asked for: `Rebuild of customer and customer count`. */
export const rebuildName = ({ kind, models }: Pick<Rebuild, 'kind' | 'models'>): string =>
  `${kinds[kind]} ${listed(models.map(inSentence))}`;

/** What else is to be said where it was cancelled or has failed: a new version that is not built is entered again. */
export const afterwards = ({ kind }: Pick<Rebuild, 'kind'>): string =>
  kind === 'deploy' ? ' It is tried again at the next start.' : '';

/** `a`, `a and b`, `a, b and c`; of more than four, how many. */
const listed = (names: readonly string[]): string => {
  if (names.length > 4) return `${names.length} read models`;
  const last = names.at(-1) ?? '';
  return names.length < 2 ? last : `${names.slice(0, -1).join(', ')} and ${last}`;
};

/** How far it is: `4,000 of 10,000 events · 2,000 events/s · 3 s left`. */
export const progressText = ({ done, total, rate, secondsLeft }: Rebuild): string =>
  [
    total === null ? howMany(done, 'event') : `${formatNumber(done)} of ${howMany(total, 'event')}`,
    rate === null || secondsLeft === null ? null : `${formatNumber(Math.round(rate))} events/s`,
    secondsLeft === null ? null : `${formatDuration(Math.ceil(secondsLeft))} left`,
  ]
    .filter((part) => part !== null)
    .join(' · ');

/** How far a read model is behind the log. */
export const lagText = ({
  lagEvents,
  lagSeconds,
}: Pick<ReadModelStanding, 'lagEvents' | 'lagSeconds'>): string =>
  lagEvents === 0
    ? 'None'
    : `${lagEvents < 1000 ? howMany(lagEvents, 'event') : '1,000 events or more'}, ${formatDuration(Math.ceil(lagSeconds))}`;

/** The name of a read model as a heading. */
export const modelName = humanise;
