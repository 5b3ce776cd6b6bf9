import type { Cardinality, Page, QuestionContract } from '@crm/contracts';
import { infiniteQueryOptions, queryOptions, useInfiniteQuery } from '@tanstack/react-query';
import type { z } from 'zod';
import { apiPath, type PathIds, pathNames, type QueryValues, queryString } from './path.ts';
import type { ProblemError } from './problem.ts';
import { request } from './request.ts';
import { lookedAt } from './travel.ts';

export { useCommand } from './command.ts';
export { ProblemError } from './problem.ts';

/** Any question of the vocabulary. */
type Question = QuestionContract<string, z.ZodType, z.ZodType, string | undefined, Cardinality>;

/** What a question is asked with: its query as callers write it, and the values of its path. */
export type AskParams<Q extends Question> = Wishes<z.input<Q['query']>> & PathIds<Q['path']>;

/** A question without a query says that no name may stand in it; those of the path may. */
type Wishes<Query> = string extends keyof Query ? unknown : Query;

type Row<Q extends Question> = z.output<Q['row']>;

/** What a question answers: the row, all rows, or a page of them. */
export type Answer<Q extends Question> = {
  one: Row<Q>;
  many: readonly Row<Q>[];
  page: Page<Row<Q>>;
}[Q['cardinality']];

/** What the cache must know of a query to tell whether a change concerns it. */
export type Asked = {
  readonly path: string;
  readonly reads: readonly string[];
  /** The values of the path's segments: the record it is about. */
  readonly ids: readonly string[];
  /** Whether it was asked of the workspace as of a moment. */
  readonly ofPast: boolean;
};

declare module '@tanstack/react-query' {
  interface Register {
    defaultError: ProblemError;
    queryMeta: Asked;
  }
}

/**
 * Query options for a question: `useQuery(ask(customerQuestions.customer, { id }))`. While somebody looks back, everything
 * that has a past is asked as of that moment.
 */
export const ask = <Q extends Question>(question: Q, wished: AskParams<Q>) => {
  const params = inTime(question, wished);
  return queryOptions({
    queryKey: [question.path, params] as const,
    queryFn: ({ signal }) => answer<Answer<Q>>(question, params, signal),
    meta: asked(question, params),
  });
};

/** Query options for a question that answers pages, all pages loaded so far in one list. */
export const askPages = <Q extends Question & { cardinality: 'page' }>(question: Q, wished: AskParams<Q>) => {
  const params = inTime(question, wished);
  return infiniteQueryOptions({
    queryKey: [question.path, 'pages', params] as const,
    queryFn: ({ signal, pageParam }) =>
      answer<Page<Row<Q>>>(
        question,
        { ...values(params), ...(pageParam !== null && { after: pageParam }) },
        signal,
      ),
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.next,
    select: ({ pages }) => pages.flatMap((page) => page.items),
    meta: asked(question, params),
  });
};

/** A paged question, page after page: `data` is the list so far, `fetchNextPage` loads more. */
export const useAskPages = <Q extends Question & { cardinality: 'page' }>(
  question: Q,
  params: AskParams<Q>,
) => useInfiniteQuery(askPages(question, params));

/** The server's answers are held to the same contract in its own tests: they are not parsed again here. */
const answer = async <A>(question: Question, params: unknown, signal: AbortSignal): Promise<A> => {
  const all = values(params);
  const inPath = new Set(pathNames(question.path));
  const query = Object.fromEntries(Object.entries(all).filter(([name]) => !inPath.has(name)));
  const url = apiPath(question.path, all) + queryString(query);
  const response = await request(url, { method: 'GET', signal });
  return (await response.json()) as A;
};

/** A moment that was asked for by itself, such as one of a single record, stays. */
const inTime = <Q extends Question>({ past }: Q, params: AskParams<Q>): AskParams<Q> => {
  const asOf = lookedAt();
  return past === 'none' || asOf === null ? params : { asOf, ...params };
};

const asked = (question: Question, params: unknown): Asked => ({
  path: question.path,
  reads: question.reads,
  ids: pathNames(question.path).map((name) => String(values(params)[name])),
  ofPast: question.past !== 'none' && lookedAt() !== null,
});

const values = (params: unknown): QueryValues => params as QueryValues;
