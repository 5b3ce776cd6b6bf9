import {
  type Actor,
  Forbidden,
  type OperationContract,
  type OperationData,
  type Performed,
  scopeOf,
} from '@crm/contracts';
import { Router } from 'express';
import { accept } from '../accept.ts';
import { pathValues } from '../path-values.ts';
import { nounOf } from '../questions/answers.ts';
import { requestContext } from '../request-context.ts';

type Operations = Readonly<Record<string, OperationContract>>;

/** What carries each operation out, handed its data and who asks: forget one, and it does not compile. */
export type Performers<O> = {
  readonly [Name in keyof O]: (data: OperationData<O[Name]>, by: Actor) => Performed<O[Name]>;
};

/** A performer as the engine runs it: the contract's types forgotten, once, here. */
type AnyPerformers = Readonly<Record<string, (data: never, by: Actor) => Promise<unknown>>>;

/**
 * One route per operation: method, path, body and rights are the contract's, the effect is the performer's. An operation
 * concerns everybody's data: whose role reaches only his own may not ask for it, and is not told how to.
 */
export const operationRoutes = <O extends Operations>(operations: O, performers: Performers<O>): Router => {
  const router = Router();
  for (const [name, { method, path, needs, body, answer }] of Object.entries(operations)) {
    const perform = (performers as unknown as AnyPerformers)[name];
    if (perform === undefined) throw new Error(`nothing carries out ${name}`);
    const valuesOf = pathValues(path, nounOf({ path }));

    router[method.toLowerCase() as Lowercase<typeof method>](path, async (req, res) => {
      const { actor } = requestContext(req);
      if (scopeOf(actor, needs) !== 'all') throw new Forbidden();
      const data = { ...(accept(body, req.body ?? {}) as object), ...valuesOf(req) };
      const answered = await perform(data as never, actor);
      if (answer === null) res.status(204).end();
      else res.status(202).json(answered);
    });
  }
  return router;
};
