import { Forbidden, Missing, type Page, type QuestionContract, scopeOf } from '@crm/contracts';
import { type Response, Router } from 'express';
import type { Pool } from 'pg';
import type { z } from 'zod';
import { accept } from '../accept.ts';
import { pathValues } from '../path-values.ts';
import { requestContext } from '../request-context.ts';
import { type Answers, type AnyAnswer, type AnyAnswers, askedBy, nounOf, type Told } from './answers.ts';
import type { Consistency } from './consistency.ts';
import type { Paged } from './keyset.ts';
import { type RawRow, rowsOf } from './rows.ts';
import { type Fragment, statementOf } from './sql.ts';

/** What the read side needs. */
export interface QuestionContext {
  /** Its search path is the world that is asked about. */
  readonly pool: Pool;
  readonly consistency: Consistency;
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
    const fields = 'shape' in question.row ? Object.keys((question.row as z.ZodObject).shape) : undefined;
    const valuesOf = pathValues(question.path, nounOf(question));

    router.get(question.path, async (req, res) => {
      const { actor } = requestContext(req);
      const scope = scopeOf(actor, question.needs);
      if (scope === null) throw new Forbidden();
      const params = { ...(accept(question.query, req.query) as object), ...valuesOf(req) };
      const served = await context.consistency(question.reads, req.get('consistency-token'));
      res.set('Consistency-Token', String(served.position)).set('Consistency', served.consistency);
      res.set('Cache-Control', 'private, no-cache');

      const asked = answer(params as never, askedBy(actor, scope));
      if (!('gate' in asked)) return send(res, await finished(question, fields, asked, context.pool));
      const { rows } = await context.pool.query(statementOf(asked.gate));
      if (rows.length === 0) throw new Missing(nounOf(question));
      send(res, await finished(question, fields, await asked.then(), context.pool));
    });
  }
  return router;
};

/** Runs what is still a statement, and gives it the form that the contract promises. */
const finished = async (
  question: QuestionContract,
  fields: readonly string[] | undefined,
  answer: AnyAnswer,
  pool: Pool,
): Promise<Told> => {
  if ('body' in answer) return answer;
  if ('segments' in answer) return { body: await pageOf(answer, fields, pool) };
  const rows = (await ask(pool, answer)).map(rowsOf(fields));
  if (question.cardinality === 'many') return { body: rows };
  const [row] = rows;
  if (row === undefined) throw new Missing(nounOf(question));
  return { body: row };
};

const pageOf = async (
  { segments, limit, cursorOf, shape }: Paged,
  fields: readonly string[] | undefined,
  pool: Pool,
): Promise<Page<unknown>> => {
  const rows: RawRow[] = [];
  for (const segment of segments) if (rows.length <= limit) rows.push(...(await ask(pool, segment)));
  const last = rows[limit - 1];
  return {
    items: rows.slice(0, limit).map(shape ?? rowsOf(fields)),
    next: rows.length > limit && last !== undefined ? cursorOf(last) : null,
  };
};

const ask = async (pool: Pool, fragment: Fragment): Promise<readonly RawRow[]> =>
  (await pool.query<RawRow>(statementOf(fragment))).rows;

const send = (res: Response, { body, headers = {} }: Told): void => {
  if (typeof body === 'object' && body !== null && 'revision' in body) res.set('ETag', `"${body.revision}"`);
  res.set(headers).json(body);
};
