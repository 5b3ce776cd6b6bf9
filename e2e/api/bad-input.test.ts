import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Api, apiOf } from '../support/api.ts';
import { type Asked, observer } from '../support/observed.ts';
import { startTestProduct, type TestProduct } from '../support/product.ts';

let product: TestProduct;
let observed: ReturnType<typeof observer>;
let admin: Api;
let id: string;
let authorization: string;

beforeAll(async () => {
  product = await startTestProduct();
  observed = observer(product.url);
  admin = await apiOf(product);
  authorization = `Bearer ${await product.signIn()}`;
  ({ id } = await admin.give('POST', '/customers', {
    lastName: 'Kept',
    emails: [{ address: 'kept@example.com' }],
  }));
  await admin.give('PATCH', `/customers/${id}`, { jobTitle: 'Kept as it is' });
}, 60_000);
afterAll(() => product?.stop(), 60_000);

const unknown = '01890000-0000-7000-8000-000000000000';
const customer = 'post /customers';
const details = 'patch /customers/{id}';
const interaction = 'post /customers/{id}/interactions';
const occurredAt = '2026-03-01T10:00:00Z';
const note = { kind: 'note', body: 'x', occurredAt };

interface Case {
  readonly what: string;
  readonly operation: string;
  readonly asked: () => Asked;
  readonly status: number;
  readonly code: string;
  /** The field that is named. */
  readonly at?: string;
}

/** Sends a case and tells status, code and field; the form of the answer is held to the document on the way. */
const answerTo = async ({ operation, asked }: Case) => {
  const { headers, ...request } = asked();
  const { status, body } = await observed.ask(operation, {
    path: { id },
    ...request,
    headers: { authorization, ...headers },
  });
  const { code, errors } = body as { code: string; errors?: readonly { path: string }[] };
  return { status, code, at: errors?.[0]?.path };
};

const wrong = (what: string, operation: string, asked: Asked, at?: string): Case => ({
  what,
  operation,
  asked: () => asked,
  status: 400,
  code: 'invalid-input',
  ...(at !== undefined && { at }),
});

describe('input that breaks its contract', () => {
  it.each<Case>([
    wrong('an unknown field', customer, { body: { lastName: 'X', surprise: 1 } }, 'surprise'),
    wrong(
      'an unknown field within',
      customer,
      { body: { lastName: 'X', emails: [{ address: 'x@example.com', x: 1 }] } },
      'emails.0.x',
    ),
    wrong('a wrong type', customer, { body: { lastName: 7 } }, 'lastName'),
    wrong('a missing field', customer, { body: {} }, 'lastName'),
    wrong('a list for a body', customer, { body: [] }, ''),
    wrong('an over-long text', details, { body: { jobTitle: 'x'.repeat(151) } }, 'jobTitle'),
    wrong('an over-long note', interaction, { body: { ...note, body: 'x'.repeat(20_001) } }, 'body'),
    wrong('a control character', details, { body: { jobTitle: 'a\u0000b' } }, 'jobTitle'),
    wrong('half a character', interaction, { body: { ...note, body: '\ud800' } }, 'body'),
    wrong('a day that does not exist', details, { body: { birthDate: '2026-02-30' } }, 'birthDate'),
    wrong(
      'a moment without a zone',
      interaction,
      { body: { ...note, occurredAt: '2026-03-01T10:00:00' } },
      'occurredAt',
    ),
    wrong('a word for a moment', interaction, { body: { ...note, occurredAt: 'yesterday' } }, 'occurredAt'),
    wrong(
      'a moment of the year 10000',
      'get /customers/{id}',
      { query: '?asOf=%2B010000-01-01T00:00:00Z' },
      'asOf',
    ),
    wrong('a stage that there is not', 'put /customers/{id}/stage', { body: { stage: 'friend' } }, 'stage'),
    wrong(
      'a wrong e-mail address',
      'post /customers/{id}/emails',
      { body: { address: 'nobody' } },
      'address',
    ),
    wrong('a wrong number', 'post /customers/{id}/phones', { body: { number: '0' } }, 'number'),
    wrong('a cursor of another list', 'get /customers', { query: '?after=nonsense' }),
    wrong(
      'more commands than a batch takes',
      'post /batch',
      { body: { commands: Array(501).fill({ command: 'X' }) } },
      'commands',
    ),
    { ...wrong('malformed JSON', customer, { body: '{"lastName":' }), code: 'malformed-request' },
    {
      ...wrong('a strange If-Match', details, { body: {}, headers: { 'if-match': '*' } }, 'If-Match'),
      code: 'invalid-header',
    },
    {
      ...wrong(
        'a strange Idempotency-Key',
        details,
        { body: {}, headers: { 'idempotency-key': 'a b' } },
        'Idempotency-Key',
      ),
      code: 'invalid-header',
    },
  ])('refuses $what', async (each) => {
    const { status, code, at } = await answerTo(each);
    expect({ status, code, at }).toEqual({ status: each.status, code: each.code, at: each.at ?? at });
  });

  it.each<Case>([
    {
      what: 'a body of 20 MB',
      operation: customer,
      asked: () => ({ body: { lastName: 'x'.repeat(20_000_000) } }),
      status: 413,
      code: 'too-large',
    },
    {
      what: 'a body that is no JSON',
      operation: customer,
      asked: () => ({ body: 'lastName=X', headers: { 'content-type': 'application/x-www-form-urlencoded' } }),
      status: 415,
      code: 'unsupported-media-type',
    },
    {
      what: 'an id that nobody has',
      operation: details,
      asked: () => ({ path: { id: unknown }, body: {} }),
      status: 404,
      code: 'customer-not-found',
    },
    {
      what: 'an id that is none',
      operation: 'get /customers/{id}',
      asked: () => ({ path: { id: 'seven' } }),
      status: 404,
      code: 'customer-not-found',
    },
    {
      what: 'an interaction that there is not',
      operation: 'post /customers/{id}/interactions/{interactionId}/void',
      asked: () => ({ path: { id, interactionId: unknown } }),
      status: 404,
      code: 'interaction-not-found',
    },
    {
      what: 'a stale revision',
      operation: details,
      asked: () => ({ body: { jobTitle: 'Late' }, headers: { 'if-match': '"0"' } }),
      status: 412,
      code: 'stale-revision',
    },
    {
      what: 'a taken e-mail address',
      operation: customer,
      asked: () => ({ body: { lastName: 'X', emails: [{ address: 'KEPT@example.com' }] } }),
      status: 409,
      code: 'email-taken',
    },
  ])('refuses $what', async (each) => {
    const { status, code } = await answerTo(each);
    expect({ status, code }).toEqual({ status: each.status, code: each.code });
  });

  it('refuses a key that named another body, and gives the first result to the same', async () => {
    const headers = { authorization, 'idempotency-key': 'one-intention' };
    const first = await observed.ask(customer, { headers, body: { lastName: 'Once' } });
    const again = await observed.ask(customer, { headers, body: { lastName: 'Once' } });
    const other = await observed.ask(customer, { headers, body: { lastName: 'Twice' } });
    expect(again).toMatchObject({ status: 201, body: first.body });
    expect(other).toMatchObject({ status: 422, body: { code: 'idempotency-key-reused' } });
  });

  it('changed nothing by any of it', async () => {
    const { body } = await admin.send('GET', `/customers/${id}`);
    expect(body).toMatchObject({ lastName: 'Kept', jobTitle: 'Kept as it is', revision: 1 });
  });
});
