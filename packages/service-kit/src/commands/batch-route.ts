import { type Accepted, Batch, type BatchAnswer, Invalid } from '@crm/contracts';
import { Router } from 'express';
import type { z } from 'zod';
import { accept } from '../accept.ts';
import type { Log } from '../log.ts';
import { problemOf } from '../problem.ts';
import { type RequestContext, requestContext } from '../request-context.ts';
import type { Aggregate } from './aggregate.ts';
import type { Handle, Outcome } from './handle.ts';
import type { Intent } from './intent.ts';

type Item = z.output<typeof Batch>['commands'][number];
type Result = BatchAnswer['results'][number];
type Settled = PromiseSettledResult<Outcome>;

/**
 * `POST /batch`: every command is decided by itself, under the same deciders and rights as one by one, and has a result
 * in its place. They all start in this turn of the event loop, in their order: commands on one record follow one
 * another (`handle` lets them take turns), and what is appended shares the store's group commit.
 */
export const batchRoute = (handle: Handle, aggregates: readonly Aggregate[], log: Log): Router => {
  const known = new Map(aggregates.flatMap(commandsOf));

  const carryOut = async (item: Item, context: RequestContext): Promise<Outcome> => {
    const found = known.get(item.command);
    if (found === undefined)
      throw new Invalid(
        [{ path: 'command', message: `${item.command} is no command that can be batched` }],
        'unknown-command',
      );
    refuseOtherPath(item.path, found.names);
    return handle(found.aggregate, {
      ...context,
      command: item.command,
      path: item.path,
      body: accept(found.body, item.body ?? {}) as Intent['body'],
      idempotencyKey: item.idempotencyKey,
      import: item.import,
    });
  };

  return Router().post('/batch', async (req, res) => {
    const context = requestContext(req);
    const { commands } = accept(Batch, req.body ?? {});
    const settled = await Promise.allSettled(commands.map((item) => carryOut(item, context)));
    const results = settled.map(resultOf);
    const faults = settled.filter(
      (each, n) => each.status === 'rejected' && (results[n]?.status ?? 0) >= 500,
    );
    const [first] = faults;
    if (first?.status === 'rejected')
      log.error({ err: first.reason, count: faults.length, correlation: context.correlation }, 'Batch');
    const position = lastOf(settled);
    if (position !== null) res.set('Consistency-Token', String(position));
    res.json({ results } satisfies BatchAnswer);
  });
};

const commandsOf = (aggregate: Aggregate) =>
  Object.entries(aggregate.commands).map(
    ([command, { path, body }]) =>
      [command, { aggregate, body, names: path.match(/(?<=:)\w+/g) ?? [] }] as const,
  );

/** The path names what the command's own path names: no less, no more. */
const refuseOtherPath = (path: Item['path'], names: readonly string[]): void => {
  const errors = [
    ...names
      .filter((name) => path[name] === undefined)
      .map((name) => ({ path: `path.${name}`, message: 'is missing' })),
    ...Object.keys(path)
      .filter((name) => !names.includes(name))
      .map((name) => ({ path: `path.${name}`, message: 'is not known here' })),
  ];
  if (errors.length > 0) throw new Invalid(errors);
};

const resultOf = (settled: Settled): Result => {
  if (settled.status === 'rejected') {
    const problem = problemOf(settled.reason);
    return { status: problem.status, problem };
  }
  const { id, revision, createdId, changed } = settled.value;
  const accepted: Accepted = { id, revision, ...(createdId === undefined ? {} : { createdId }) };
  return { status: 200, accepted, changed };
};

const lastOf = (settled: readonly Settled[]): bigint | null => {
  let last: bigint | null = null;
  for (const each of settled) {
    const position = each.status === 'fulfilled' ? each.value.position : null;
    if (position !== null && (last === null || position > last)) last = position;
  }
  return last;
};
