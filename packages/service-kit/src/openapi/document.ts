import {
  authEndpoints,
  Batch,
  BatchAnswer,
  commands,
  type EndpointContract,
  operations,
  questions,
} from '@crm/contracts';
import { changes } from './changes.ts';
import {
  commandOperation,
  endpointOperation,
  type Operation,
  operationOperation,
  questionOperation,
  templateOf,
} from './operations.ts';
import { componentSchemas, type Schema } from './schemas.ts';

/** The parts of an OpenAPI 3.1 document that we write. */
export interface OpenApiDocument {
  readonly openapi: '3.1.1';
  readonly info: Schema;
  readonly servers: readonly Schema[];
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: Readonly<Record<string, Schema>>;
}

/** Routes that are neither a command on a record nor a question. */
const endpoints: Readonly<Record<string, EndpointContract>> = {
  ...authEndpoints,
  batch: {
    method: 'POST',
    path: '/batch',
    summary: 'Up to 500 commands, each decided by itself, with a result each',
    auth: 'bearer',
    body: Batch,
    answer: BatchAnswer,
    problems: { 413: ['too-large'] },
  },
};

/** The whole public API, written from its contracts: what is not in them is not in it. */
export const openApi = (): OpenApiDocument => {
  const paths: Record<string, Record<string, Operation>> = {};
  const add = (method: string, path: string, operation: Operation): void => {
    const template = templateOf(path);
    paths[template] = { ...paths[template], [method.toLowerCase()]: operation };
  };
  for (const [name, contract] of Object.entries(commands))
    add(contract.method, contract.path, commandOperation(name, contract));
  for (const [name, contract] of Object.entries(questions))
    add(contract.method, contract.path, questionOperation(name, contract));
  for (const [name, contract] of Object.entries(operations))
    add(contract.method, contract.path, operationOperation(name, contract));
  for (const [name, contract] of Object.entries(endpoints))
    add(contract.method, contract.path, endpointOperation(name, contract));
  add('GET', '/changes', changes);
  return {
    openapi: '3.1.1',
    info,
    servers: [{ url: '/api' }],
    paths,
    components: { ...components, schemas: componentSchemas() },
  };
};

const info: Schema = {
  title: 'CRM',
  version: '0.1.0',
  description:
    'Commands change things, questions read them. Every command takes an Idempotency-Key and answers a Consistency-Token; a question that is handed the token answers with the change in it.',
};

const text = (description: string): Schema => ({ description, schema: { type: 'string' } });

const components: Readonly<Record<string, Schema>> = {
  securitySchemes: {
    bearer: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' },
    refreshCookie: { type: 'apiKey', in: 'cookie', name: 'crm_refresh' },
  },
  parameters: {
    CorrelationId: {
      name: 'Correlation-Id',
      in: 'header',
      required: false,
      description: 'One id for everything that one intention causes.',
      schema: { type: 'string', format: 'uuid' },
    },
  },
  headers: {
    ETag: text('The record’s revision, quoted.'),
    ConsistencyToken: text('The position written, or served.'),
    Consistency: {
      description: 'How the token was met.',
      schema: { enum: ['current', 'waited', 'gave-up'] },
    },
    AsOfPosition: text('Where in the log the moment lies that was asked for.'),
    RetryAfter: text('Seconds.'),
  },
};
