import { type Accepted, type CommandContract, Invalid, Missing } from '@crm/contracts';
import { type Request, type Response, Router } from 'express';
import { z } from 'zod';
import { accept } from '../accept.ts';
import { requestContext } from '../request-context.ts';
import type { Aggregate } from './aggregate.ts';
import type { Handle, Outcome } from './handle.ts';
import type { Intent } from './intent.ts';
import { requireRole } from './rights.ts';

/** One route per command of the aggregates: method, path and body are the contract's, rights and effect the engine's. */
export const commandRoutes = (handle: Handle, aggregates: readonly Aggregate[]): Router => {
  const router = Router();
  for (const aggregate of aggregates)
    for (const [command, contract] of Object.entries(aggregate.commands)) {
      const method = contract.method.toLowerCase() as 'post' | 'put' | 'patch' | 'delete';
      router[method](contract.path, async (req, res) => {
        answer(res, contract, await handle(aggregate, intentOf(req, aggregate, command, contract)));
      });
    }
  return router;
};

/** What a request asks for, parsed by the command's contract. Whose role may not ask is not told how to. */
export const intentOf = (
  req: Request,
  aggregate: Aggregate,
  command: string,
  contract: CommandContract,
): Intent => {
  const context = requestContext(req);
  requireRole(context.actor, contract);
  return {
    ...context,
    command,
    path: idsOf(aggregate.category, req.params),
    body: accept(contract.body, req.body ?? {}) as Intent['body'],
    ifMatch: revisionIn(req.get('if-match')),
    idempotencyKey: keyIn(req.get('idempotency-key')),
  };
};

/** Made once: making a schema costs more than parsing by it. */
const Ids = z.record(z.string(), z.uuid());

/** Path ids are UUIDs: anything else names nothing. */
const idsOf = (category: string, params: Request['params']): Record<string, string> => {
  const ids = Ids.safeParse(params);
  if (!ids.success) throw new Missing(category);
  return ids.data;
};

const revisionIn = (header: string | undefined): number | undefined => {
  if (header === undefined) return undefined;
  const revision = /^"(\d{1,15})"$/.exec(header)?.[1];
  if (revision === undefined)
    throw new Invalid(
      [{ path: 'If-Match', message: 'must be an ETag as answered, such as "3"' }],
      'invalid-header',
    );
  return Number(revision);
};

const keyIn = (header: string | undefined): string | undefined => {
  if (header !== undefined && !/^[\x21-\x7e]{1,200}$/.test(header))
    throw new Invalid(
      [{ path: 'Idempotency-Key', message: 'must be 1 to 200 visible ASCII characters' }],
      'invalid-header',
    );
  return header;
};

const answer = (res: Response, contract: CommandContract, outcome: Outcome): void => {
  const { id, revision, position, createdId } = outcome;
  const isNew = !contract.path.includes(':id') || createdId !== undefined;
  res.status(isNew ? 201 : 200).set('ETag', `"${revision}"`);
  if (position !== null) res.set('Consistency-Token', String(position));
  res.json({ id, revision, ...(createdId === undefined ? {} : { createdId }) } satisfies Accepted);
};
