import type { CommandContract, EndpointContract, OperationContract, QuestionContract } from '@crm/contracts';
import { Accepted, Problem, pathValue, travels } from '@crm/contracts';
import { z } from 'zod';
import { nounOf as questionNoun } from '../questions/answers.ts';
import { inputSchema, outputSchema, parameterSchema, type Schema } from './schemas.ts';

/** One operation of an OpenAPI document. */
export interface Operation {
  readonly operationId: string;
  readonly summary: string;
  readonly description?: string;
  readonly tags: readonly string[];
  readonly security: readonly Readonly<Record<string, readonly string[]>>[];
  readonly parameters: readonly Schema[];
  readonly requestBody?: Schema;
  readonly responses: Readonly<Record<string, Schema>>;
}

const bearer = [{ bearer: [] }];

/** Problems that every route may answer, by status. */
export const everywhere = {
  400: ['invalid-input', 'invalid-header', 'malformed-request'],
  401: ['token-missing', 'token-expired', 'token-invalid'],
  403: ['forbidden'],
  429: ['rate-limited'],
  503: ['unavailable'],
};

export const commandOperation = (name: string, contract: CommandContract): Operation => {
  const { path, summary, needs, body, refuses = [], answer = Accepted } = contract;
  const addressesOne = path.includes(':id');
  const refusals = {
    ...(addressesOne ? { 404: [`${nounOf(path)}-not-found`], 412: ['stale-revision'] } : {}),
    409: ['busy', 'subject-erased', ...refuses],
    413: ['too-large'],
    415: ['unsupported-media-type'],
    422: ['idempotency-key-reused'],
    503: ['unavailable', 'outcome-unknown', 'disk-full', 'read-only'],
  };
  return {
    operationId: camel(name),
    summary,
    description: `Needs \`${needs}\`.`,
    tags: [tagOf(path)],
    security: bearer,
    parameters: [
      ...pathParameters(path),
      header('Idempotency-Key', 'Your name of this intention: sent twice, it is carried out once.', {
        minLength: 1,
        maxLength: 200,
      }),
      ...(addressesOne
        ? [
            header('If-Match', 'Only if the record is still at this revision: its ETag.', {
              pattern: '^"\\d{1,15}"$',
            }),
          ]
        : []),
      ref('parameters', 'CorrelationId'),
    ],
    requestBody: { required: hasRequired(body), content: json(inputSchema(body)) },
    responses: {
      200: done('Carried out, or so already.', answer, ['ETag', 'ConsistencyToken']),
      201: done('Carried out; something new was made.', answer, ['ETag', 'ConsistencyToken']),
      ...problems({ ...everywhere, ...refusals }),
    },
  };
};

export const operationOperation = (name: string, contract: OperationContract): Operation => {
  const { path, summary, needs, body, refuses = [], misses = [], answer } = contract;
  const missing = [...(path.includes(':') ? [`${nounOf(path)}-not-found`] : []), ...misses];
  return {
    operationId: name,
    summary,
    description: `Needs \`${needs}\`, for everybody’s data.`,
    tags: [tagOf(path)],
    security: bearer,
    parameters: [...pathParameters(path), ref('parameters', 'CorrelationId')],
    requestBody: { required: hasRequired(body), content: json(inputSchema(body)) },
    responses: {
      ...(answer === null
        ? { 204: { description: 'Done.' } }
        : { 202: done('Taken on: it is carried out meanwhile.', answer, []) }),
      ...problems({
        ...everywhere,
        ...(missing.length > 0 && { 404: missing }),
        ...(refuses.length > 0 && { 409: refuses }),
        413: ['too-large'],
        415: ['unsupported-media-type'],
      }),
    },
  };
};

export const questionOperation = (name: string, contract: QuestionContract): Operation => {
  const { path, summary, needs, past, query, row, cardinality } = contract;
  const pageOf = z.object({ items: z.array(row), next: z.string().nullable() });
  const answer = {
    one: outputSchema(row),
    many: arrayOf(row),
    page: {
      ...outputSchema(pageOf),
      properties: { items: arrayOf(row), next: { type: ['string', 'null'] } },
    },
  }[cardinality];
  const headers = [
    'ConsistencyToken',
    'Consistency',
    ...(cardinality === 'one' ? ['ETag'] : []),
    ...(past === 'none' ? [] : ['AsOfPosition']),
  ];
  return {
    operationId: name,
    summary,
    description: `Needs \`${needs}\`.${past === 'world' ? inWorld : ''}`,
    tags: [tagOf(path)],
    security: bearer,
    parameters: [
      ...pathParameters(path),
      ...queryParameters(query),
      header('Consistency-Token', 'Wait until this position can be answered, two seconds at most.', {
        pattern: '^\\d{1,19}$',
      }),
      ref('parameters', 'CorrelationId'),
    ],
    responses: {
      200: { description: 'The answer.', headers: headersOf(headers), content: json(answer) },
      ...problems({
        ...everywhere,
        ...(path.includes(':') && { 404: [`${nounOf(path)}-not-found`] }),
        ...(past === 'world' && { 409: ['world-missing'] }),
        503: [...everywhere[503], 'log-restored'],
      }),
    },
  };
};

const inWorld = ` With \`asOf\` also \`${travels}\`, for everybody’s data, and a world built for that moment.`;

export const endpointOperation = (name: string, contract: EndpointContract): Operation => {
  const { path, summary, auth, body, answer, problems: own } = contract;
  const known =
    auth === 'bearer' ? everywhere : { 400: everywhere[400], 429: everywhere[429], 503: everywhere[503] };
  return {
    operationId: name,
    summary,
    tags: [tagOf(path)],
    security: auth === 'none' ? [] : auth === 'cookie' ? [{ refreshCookie: [] }] : bearer,
    parameters: [],
    ...(body === null ? {} : { requestBody: { required: true, content: json(inputSchema(body)) } }),
    responses: {
      ...(answer === null ? { 204: { description: 'Done.' } } : { 200: done('The answer.', answer, []) }),
      ...problems({ ...known, ...own }),
    },
  };
};

/** `/customers/:id/emails` as OpenAPI writes it: `/customers/{id}/emails`. */
export const templateOf = (path: string): string => path.replace(/:(\w+)/g, '{$1}');

const pathParameters = (path: string): readonly Schema[] =>
  [...path.matchAll(/:(\w+)/g)].map(([, name]) => ({
    name,
    in: 'path',
    required: true,
    schema: parameterSchema(pathValue(name ?? '')),
  }));

const queryParameters = (query: z.ZodType): readonly Schema[] =>
  Object.entries('shape' in query ? (query as z.ZodObject).shape : {}).map(([name, schema]) => ({
    name,
    in: 'query',
    required: !(schema as z.ZodType).safeParse(undefined).success,
    schema: parameterSchema(schema as z.ZodType),
  }));

const header = (name: string, description: string, rules: Schema): Schema => ({
  name,
  in: 'header',
  required: false,
  description,
  schema: { type: 'string', ...rules },
});

const done = (description: string, answer: z.ZodType, headers: readonly string[]): Schema => ({
  description,
  headers: headersOf(headers),
  content: json(outputSchema(answer)),
});

/** Responses by the codes of their problems. */
export const problems = (
  codes: Readonly<Record<number, readonly string[]>>,
): Readonly<Record<string, Schema>> =>
  Object.fromEntries(
    Object.entries(codes).map(([status, known]) => [
      status,
      {
        description: `Codes: ${known.map((code) => `\`${code}\``).join(', ')}`,
        ...(status === '429' || status === '503' ? { headers: headersOf(['RetryAfter']) } : {}),
        content: { 'application/problem+json': { schema: outputSchema(Problem) } },
      },
    ]),
  );

const json = (schema: Schema): Schema => ({ 'application/json': { schema } });
const arrayOf = (row: z.ZodType): Schema => ({ type: 'array', items: outputSchema(row) });
const ref = (kind: string, name: string): Schema => ({ $ref: `#/components/${kind}/${name}` });
const headersOf = (names: readonly string[]): Schema =>
  Object.fromEntries(names.map((name) => [dashed(name), ref('headers', name)]));
const dashed = (name: string): string => (name === 'ETag' ? name : name.replace(/(?<=[a-z])(?=[A-Z])/g, '-'));
const camel = (name: string): string => `${name.slice(0, 1).toLowerCase()}${name.slice(1)}`;
const tagOf = (path: string): string => path.split('/')[1] ?? '';
const nounOf = (path: string): string => questionNoun({ path }).replaceAll(' ', '-');
const hasRequired = (body: z.ZodType): boolean => !body.safeParse({}).success;
