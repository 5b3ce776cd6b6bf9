import { latest } from '@crm/event-store';
import type { ReadModel } from '@crm/read-models';
import type { ClientBase } from 'pg';
import type { Arrived } from '../../sources/source.ts';
import type { Applied } from '../folding/apply.ts';

/** The channel on which open screens and waiting questions are told. */
export const channel = 'live_changes';

/** Postgres takes fewer than 8,000 bytes in a NOTIFY. */
const mostBytes = 7_900;

/** What changed in a build. */
type Changed = Pick<Applied, 'build' | 'changed'>;

/** A row that changed, or that many of a model did. Of logs and summaries only the latter is told. */
type Told = { readonly model: string; readonly key: readonly unknown[] } | Many;
interface Many {
  readonly model: string;
  readonly many: true;
}

/**
 * Tells how far the models have come, and the keys of the rows that changed in what answers read. Said in the
 * transaction that changes them: it is heard when they are visible, and never lost between the two.
 */
export const announce = (client: ClientBase, applied: readonly Changed[], { reached }: Arrived) =>
  client.query({
    name: 'announce',
    text: 'select pg_notify($1, $2)',
    values: [channel, payloadOf(applied, latest([...reached.values()]))],
  });

/** The announcement's text: every key where they fit, else that there are many. */
export const payloadOf = (applied: readonly Changed[], position: bigint): string => {
  const active = applied.filter(({ build, changed }) => build.state === 'shown' && changed.length > 0);
  const text = (changes: readonly Told[]): string => JSON.stringify({ position: String(position), changes });
  // Not even tried for a large batch: the text would be made only to be thrown away.
  const few = active.reduce((sum, { changed }) => sum + changed.length, 0) < 200;
  const keys = few ? text(active.flatMap(told)) : '';
  return few && Buffer.byteLength(keys) <= mostBytes
    ? keys
    : text(active.map(({ build }) => many(build.model)));
};

const told = ({ build: { model }, changed }: Changed): readonly Told[] =>
  model.shape === 'row'
    ? changed.map((key) => ({ model: model.name, key: Object.values(key) }))
    : [many(model)];

const many = ({ name }: ReadModel): Many => ({ model: name, many: true });
