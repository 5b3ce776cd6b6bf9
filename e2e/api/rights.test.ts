import { generateKeyPairSync } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Role } from '@crm/contracts';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import jwt from 'jsonwebtoken';
import { apiOf, newUser } from '../support/api.ts';
import { type Asked, observer } from '../support/observed.ts';
import { startTestProduct, type TestProduct } from '../support/product.ts';

let product: TestProduct;
let observed: ReturnType<typeof observer>;
let id: string;
let signingKey: string;
const tokens = new Map<Role, string>();

beforeAll(async () => {
  product = await startTestProduct();
  observed = observer(product.url);
  const admin = await apiOf(product);
  for (const role of ['sales', 'auditor', 'analyst'] as const)
    tokens.set(role, await product.signIn(await newUser(product, admin, { name: role, role })));
  ({ id } = await admin.give('POST', '/customers', { lastName: 'Kept' }));
  signingKey = await readFile(join(product.home, 'keys', 'signing.pem'), 'utf8');
}, 60_000);
afterAll(() => product?.stop(), 60_000);

const unknown = '01890000-0000-7000-8000-000000000000';
const customer = 'post /customers';
const details = 'patch /customers/{id}';
const interaction = 'post /customers/{id}/interactions';
const note = { kind: 'note', body: 'x', occurredAt: '2026-03-01T10:00:00Z' };
const asOf: Asked = { query: '?asOf=2026-03-01T00:00:00Z' };
const user = { name: 'X', email: 'x@example.com', role: 'administrator', password: 'long enough for all' };

describe('who may not', () => {
  const claims = { role: 'administrator', sub: unknown };
  const terms = { algorithm: 'ES256', issuer: 'crm', audience: 'crm', expiresIn: 300 } as const;
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const expired = () => {
    const keyid = jwt.decode(tokens.get('sales') ?? '', { complete: true })?.header.kid ?? '';
    return jwt.sign(claims, signingKey, { ...terms, keyid, expiresIn: -1 });
  };
  const forged = () => jwt.sign(claims, privateKey, terms);
  const unsigned = () => jwt.sign(claims, '', { ...terms, algorithm: 'none' });
  const altered = () => {
    const [head, , signature] = (tokens.get('sales') ?? '').split('.');
    return [
      head,
      Buffer.from(JSON.stringify({ ...claims, exp: 4_000_000_000 })).toString('base64url'),
      signature,
    ].join('.');
  };

  it.each([
    { what: 'no token', token: () => undefined, code: 'token-missing' },
    { what: 'no token but words', token: () => 'nonsense', code: 'token-invalid' },
    { what: 'a token signed by somebody else', token: forged, code: 'token-invalid' },
    { what: 'a token signed by nobody', token: unsigned, code: 'token-invalid' },
    { what: 'a token that has expired', token: expired, code: 'token-expired' },
    { what: 'a token with other claims', token: altered, code: 'token-invalid' },
  ])('answers $what with 401 on every side', async ({ token, code }) => {
    const value = token();
    const headers = value === undefined ? {} : { authorization: `Bearer ${value}` };
    for (const operation of [customer, 'get /customers', 'get /users', 'post /batch'])
      expect(
        await observed.ask(operation, { headers, ...(operation.startsWith('post') && { body: {} }) }),
      ).toMatchObject({
        status: 401,
        body: { code },
      });
  });

  it.each<{ role: Role; operation: string; asked: Asked; status: number }>([
    { role: 'auditor', operation: customer, asked: { body: { lastName: 'X' } }, status: 403 },
    { role: 'auditor', operation: details, asked: { body: { jobTitle: 'X' } }, status: 403 },
    { role: 'auditor', operation: customer, asked: { body: { surprise: 1 } }, status: 403 },
    {
      role: 'analyst',
      operation: 'post /campaigns',
      asked: { body: { name: 'X', type: 'email' } },
      status: 403,
    },
    { role: 'auditor', operation: 'get /customers/{id}/history', asked: {}, status: 200 },
    { role: 'analyst', operation: 'get /customers/{id}/history', asked: {}, status: 403 },
    { role: 'analyst', operation: interaction, asked: { body: note }, status: 403 },
    { role: 'sales', operation: 'get /customers/{id}', asked: {}, status: 404 },
    { role: 'sales', operation: details, asked: { body: { jobTitle: 'X' } }, status: 404 },
    {
      role: 'sales',
      operation: 'put /customers/{id}/owner',
      asked: { body: { ownerId: null } },
      status: 403,
    },
    { role: 'analyst', operation: 'get /read-models', asked: {}, status: 200 },
    { role: 'sales', operation: 'get /read-models', asked: {}, status: 403 },
    { role: 'auditor', operation: 'post /read-models/rebuilds', asked: { body: {} }, status: 403 },
    { role: 'auditor', operation: 'get /time-machine', asked: {}, status: 200 },
    { role: 'analyst', operation: 'get /time-machine', asked: {}, status: 403 },
    { role: 'sales', operation: 'post /time-machine', asked: { body: {} }, status: 403 },
    { role: 'analyst', operation: 'get /customers', asked: asOf, status: 403 },
    { role: 'sales', operation: 'get /campaigns', asked: asOf, status: 403 },
    { role: 'sales', operation: 'post /users', asked: { body: user }, status: 403 },
  ])('answers $role: $operation with $status', async ({ role, operation, asked, status }) => {
    const authorization = `Bearer ${tokens.get(role)}`;
    const answer = await observed.ask(operation, { path: { id }, ...asked, headers: { authorization } });
    expect(answer.status).toBe(status);
  });
});
