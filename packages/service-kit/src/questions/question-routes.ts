import {
  type Actor,
  Forbidden,
  Missing,
  type Page,
  type QuestionContract,
  type Scope,
  scopeOf,
  travels,
} from '@crm/contracts';
import { type Response, Router } from 'express';
import type { Pool } from 'pg';
import type { z } from 'zod';
import { accept } from '../accept.ts';
import { pathValues } from '../path-values.ts';
import { requestContext } from '../request-context.ts';
import {
  type Answers,
  type AnyAnswer,
  type AnyAnswers,
  askedBy,
  type Moment,
  nounOf,
  type Told,
} from './answers.ts';
import type { Consistency } from './consistency.ts';
import type { Paged } from './keyset.ts';
import { type RawRow, rowsOf } from './rows.ts';
import { type Fragment, statementOf } from './sql.ts';
import type { Worlds } from './worlds.ts';

/** What the read side needs. */
export interface QuestionContext {
  /** Its search path is the world of now. */
  readonly pool: Pool;
  readonly consistency: Consistency;
  /** The past, where there are questions that can be asked about it. */
  readonly worlds?: Worlds;
}

type Questions = Readonly<Record<string, QuestionContract>>;

/** One route per question: path and query are the contract's, rights, waiting and the answer's form the engine's. */
export const questionRoutes = <Q extends Questions>(
  questions: Q,
  answers: Answers<Q>,
  context: QuestionContext,
): Router => {
  const router = Router();
  for (const [name, question] of Object.entries(questions)) {
    const answer = (answers as unknown as AnyAnswers)[name];
    if (answer === undefined) throw new Error(`nothing answers ${name}`);
    const item = rowsOf(
      'shape' in question.row ? Object.keys((question.row as z.ZodObject).shape) : undefined,
    );
    const valuesOf = pathValues(question.path, nounOf(question));

    router.get(question.path, async (req, res) => {
      const { actor } = requestContext(req);
      const scope = scopeIn(question, actor);
      const params = { ...(accept(question.query, req.query) as Timed), ...valuesOf(req) };
      const { asOf } = params;
      if (asOf !== undefined && question.past === 'world') mustReachAll(actor, scope);
      const served = await context.consistency(question.reads, req.get('consistency-token'));
      res.set('Consistency-Token', String(served.position)).set('Consistency', served.consistency);
      res.set('Cache-Control', 'private, no-cache');

      const told = async (moment: Moment): Promise<Told> => {
        const asked = answer(params as never, askedBy(actor, scope, moment));
        if (!('gate' in asked)) return finished(question, item, asked, moment.pool);
        const { rows } = await moment.pool.query(statementOf(asked.gate));
        if (rows.length === 0) throw new Missing(nounOf(question));
        return finished(question, item, await asked.then(), moment.pool);
      };
      const { pool, worlds } = context;
      if (asOf === undefined) return send(res, await told({ pool }));
      if (worlds === undefined) throw new Error(`nothing tells the past of ${name}`);
      const until = await worlds.positionAsOf(asOf);
      res.set('As-Of-Position', String(until));
      const inWorld = (world: Pool) => told({ pool: world, until });
      send(
        res,
        question.past === 'log'
          ? await told({ pool, until })
          : await worlds.within({ asOf, position: until }, inWorld),
      );
    });
  }
  return router;
};

/** Parameters of a question that can be asked about the past. */
interface Timed {
  readonly asOf?: string;
}

/** How far the caller may ask. What nobody owns concerns everybody: a right to one's own does not reach it. */
const scopeIn = ({ needs, ownedBy }: QuestionContract, actor: Actor): Scope => {
  const scope = scopeOf(actor, needs);
  if (scope === null || (scope === 'own' && ownedBy === undefined)) throw new Forbidden();
  return scope;
};

/** A world tells who owned a record then: it is for those who may see everybody's, and what was before. */
const mustReachAll = (actor: Actor, scope: Scope): void => {
  if (scope !== 'all' || scopeOf(actor, travels) !== 'all')
    throw new Forbidden('The workspace as of a moment is for those who may read everybody’s history.');
};

/** Makes a contract's item of a row. */
type ItemOf = ReturnType<typeof rowsOf>;

/** Runs what is still a statement, and gives it the form that the contract promises. */
const finished = async (
  question: QuestionContract,
  item: ItemOf,
  answer: AnyAnswer,
  pool: Pool,
): Promise<Told> => {
  if ('body' in answer) return answer;
  if ('segments' in answer) return { body: await pageOf(answer, item, pool) };
  const rows = (await ask(pool, answer)).map(item);
  if (question.cardinality === 'many') return { body: rows };
  const [row] = rows;
  if (row === undefined) throw new Missing(nounOf(question));
  return { body: row };
};

const pageOf = async (
  { segments, limit, cursorOf, shape }: Paged,
  item: ItemOf,
  pool: Pool,
): Promise<Page<unknown>> => {
  const rows: RawRow[] = [];
  for (const segment of segments) if (rows.length <= limit) rows.push(...(await ask(pool, segment)));
  const last = rows[limit - 1];
  return {
    items: rows.slice(0, limit).map(shape ?? item),
    next: rows.length > limit && last !== undefined ? cursorOf(last) : null,
  };
};

const ask = async (pool: Pool, fragment: Fragment): Promise<readonly RawRow[]> =>
  (await pool.query<RawRow>(statementOf(fragment))).rows;

const send = (res: Response, { body, headers = {} }: Told): void => {
  if (typeof body === 'object' && body !== null && 'revision' in body) res.set('ETag', `"${body.revision}"`);
  res.set(headers).json(body);
};
