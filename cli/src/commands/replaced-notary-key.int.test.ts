import { signCheckpoint } from '@crm/proofs';
import { afterAll, beforeAll, expect, it, jest } from '@jest/globals';
import type { Pool } from 'pg';
import { checkNotaryKey, notaryKey, textOf } from '../../../projection-service/src/notary/signer.ts';
import { newNotaryKey, signedUp, signer, startNotary } from '../../../projection-service/testing/notary.ts';
import { type AuditedLog, auditedLog } from '../../testing/audited.ts';

jest.setTimeout(60_000);

const successor = notaryKey.parse(newNotaryKey());
let audited: AuditedLog;
let admin: Pool;
beforeAll(async () => {
  audited = await auditedLog();
  admin = audited.database.pool();
  await audited.register(10);
  await audited.signed();
  await checkNotaryKey(audited.database.pool('crm_projection'), successor, textOf(signer));
  await audited.register(20);
  const notary = startNotary(audited.database, successor);
  await signedUp(admin, audited.store);
  await notary.stop();
});
afterAll(() => audited.close());

const verify = (...keys: readonly string[]) =>
  audited.run('audit', 'verify', '--log', ...keys.flatMap((key) => ['--key', key]));
const [lost, next] = [textOf(signer), textOf(successor)];

it('finds a log to be what was signed by one key after another', async () => {
  const { code, text } = await verify();
  expect(text).toContain(`${next}, which replaced ${lost}`);
  expect(code).toBe(0);
  expect(await verify(lost, next)).toMatchObject({ code: 0 });
});

it('takes no key that was not told, or not in their order', async () => {
  for (const keys of [[lost], [next], [next, lost]])
    expect(await verify(...keys)).toMatchObject({ code: 1, text: expect.stringContaining('was forged') });
});

it('takes nothing that a lost key signs after it was replaced', async () => {
  const { rows } = await admin.query<{ size: bigint; note: string }>(
    'select size, note from notary.checkpoints order by size desc, key desc limit 1',
  );
  const [last] = rows;
  const [, size, root = ''] = last?.note.split('\n') ?? [];
  const stolen = { size: Number(size), root: Buffer.from(root, 'base64'), time: '2026-01-01T00:00:00.000Z' };
  await admin.query('insert into notary.checkpoints (size, key, note) values ($1, 3, $2)', [
    last?.size,
    signCheckpoint(stolen, signer),
  ]);
  expect(await verify()).toMatchObject({ code: 1, text: expect.stringContaining('was forged') });
});
