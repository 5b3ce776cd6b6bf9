import { createPublicKey } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { createMemoryStore, createPostgresStore, type EventStore } from '@crm/event-store';
import { emptyFrontier, eventHash, grow, openCheckpoint, rootOf, subtreesOf } from '@crm/proofs';
import { customerHistory, draws } from '@crm/read-models/testing/histories';
import { type TestDatabase, testDatabase } from '@crm/service-kit/testing/database';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { Pool } from 'pg';
import { appendMixed } from '../../testing/following.ts';
import {
  newNotaryKey,
  type RunningNotary,
  signedUp,
  signer,
  startNotary,
  verifier,
} from '../../testing/notary.ts';
import { backUpLog, restoreLog } from '../../testing/restored-log.ts';
import { checkNotaryKey, notaryKey, textOf } from './signer.ts';
import { whyItStands } from './still-stands.ts';
import { readSubtrees, storedLevels } from './subtrees.ts';

let database: TestDatabase;
let admin: Pool;
let log: EventStore;
const notaries: RunningNotary[] = [];
const started = (...args: Parameters<typeof startNotary>): RunningNotary => {
  const notary = startNotary(...args);
  notaries.push(notary);
  return notary;
};

beforeEach(async () => {
  database = await testDatabase();
  admin = database.pool('admin', { report: () => undefined });
  log = createPostgresStore(admin, { report: () => undefined });
});
afterEach(async () => {
  await Promise.all(notaries.splice(0).map((notary) => notary.stop()));
  await log.close();
  await database.drop();
});

const append = async (seed: number, customers: number, length: number): Promise<void> => {
  const draw = draws(seed);
  await appendMixed(
    log,
    Array.from({ length: customers }, () => customerHistory(draw, length)),
  );
};

/** What is wrong with the tree, against one that is made of the log at once. */
const wrong = async (by = verifier): Promise<readonly string[]> => {
  const events = await log.readAll(null, 1_000_000);
  const hashes = events.map(eventHash);
  const found: string[] = [];
  const { rows: leaves } = await admin.query<{ index: bigint; position: bigint; hash: Buffer }>(
    'select index, position, hash from notary.leaves order by index',
  );
  if (leaves.length !== events.length) found.push(`${leaves.length} leaves for ${events.length} events`);
  for (const [n, leaf] of leaves.entries())
    if (
      Number(leaf.index) !== n ||
      leaf.position !== events[n]?.position ||
      !leaf.hash.equals(hashes[n] ?? leaf.hash)
    )
      found.push(`leaf ${n}`);
  const expected = new Map<string, Buffer>();
  grow(emptyFrontier, hashes, ({ level, index }, hash) => {
    if (level > 0 && level % storedLevels === 0) expected.set(`${level}/${index}`, hash);
  });
  const { rows: subtrees } = await admin.query<{ level: number; index: bigint; hash: Buffer }>(
    'select level, index, hash from notary.subtrees',
  );
  if (subtrees.length !== expected.size)
    found.push(`${subtrees.length} subtrees instead of ${expected.size}`);
  for (const { level, index, hash } of subtrees)
    if (expected.get(`${level}/${index}`)?.equals(hash) !== true) found.push(`subtree ${level}/${index}`);
  const { rows: notes } = await admin.query<{ size: bigint; note: string }>(
    'select size, note from notary.checkpoints order by size',
  );
  for (const { size, note } of notes) {
    const root = rootOf(grow(emptyFrontier, hashes.slice(0, Number(size))));
    const signed = openCheckpoint(note, by);
    if (signed?.size !== Number(size) || !signed.root.equals(root)) found.push(`checkpoint ${size}`);
  }
  return found;
};

describe('the notary', () => {
  it('signs the empty log, and then what was noted of it', async () => {
    started(database);
    await signedUp(admin, log);
    await append(1, 20, 20);
    await signedUp(admin, log);
    expect(await wrong()).toEqual([]);
    const { rows } = await admin.query('select size from notary.checkpoints order by size limit 1');
    expect(rows).toEqual([{ size: 0n }]);
  }, 20_000);

  it('notes every event once though its connections are killed again and again', async () => {
    const notary = started(database);
    await signedUp(admin, log);
    const killing = (async () => {
      for (let kill = 0; kill < 5; kill++) {
        await sleep(120);
        await database.kill(`application_name = 'notary'`);
      }
    })();
    await append(2, 60, 60);
    await killing;
    await signedUp(admin, log);
    expect(notary.faults.length).toBeGreaterThan(0);
    expect(await wrong()).toEqual([]);
  }, 20_000);

  it('goes on where another stopped, and refuses the writes of one that was taken over', async () => {
    const first = started(database);
    await append(3, 10, 15);
    await signedUp(admin, log);
    await first.stop();
    await append(4, 10, 15);
    const second = started(database);
    await signedUp(admin, log);
    await admin.query('update notary.progress set fence = fence + 1');
    await append(5, 3, 3);
    await signedUp(admin, log);
    expect(second.faults).toEqual([expect.objectContaining({ name: 'Superseded' })]);
    expect(await wrong()).toEqual([]);
  }, 20_000);

  it('signs nothing on top of a log whose end was cut', async () => {
    const first = started(database);
    await append(6, 5, 5);
    await signedUp(admin, log);
    await first.stop();
    await admin.query('delete from log.events where position = (select max(position) from log.events)');
    await append(7, 2, 2);
    const second = started(database);
    while (second.faults.length === 0) await sleep(20);
    expect(second.faults[0]).toMatchObject({ name: 'LogChanged' });
    const { rows } = await admin.query(
      'select from notary.checkpoints where size > (select size from notary.progress)',
    );
    expect(rows).toEqual([]);
  }, 20_000);

  it('finds a log restored from an older copy while it is at work, and says what is wrong', async () => {
    const notary = started(database);
    await append(10, 5, 5);
    await backUpLog(admin);
    await append(11, 5, 5);
    await signedUp(admin, log);
    const service = database.pool('crm_projection');
    expect(await whyItStands(service, log)).toBeNull();
    await restoreLog(admin);
    await append(12, 10, 10);
    while (notary.faults.length === 0) await sleep(20);
    expect(notary.faults[0]).toMatchObject({ name: 'LogChanged' });
    expect((await whyItStands(service, log))?.message).toMatch(
      /^The event that was noted last \(position \d+\) is no longer what it was: .* docs\/audit\.md/,
    );
  }, 20_000);

  it('begins anew with a new key once its tables were emptied, as docs/audit.md tells', async () => {
    const first = started(database);
    await append(13, 5, 5);
    await backUpLog(admin);
    await append(14, 5, 5);
    await signedUp(admin, log);
    await first.stop();
    await restoreLog(admin, 3);
    const page = await readFile(new URL('../../../docs/audit.md', import.meta.url), 'utf8');
    const [, steps] = page.match(/## After a restore.*?```sql\n(.*?)```/s) ?? [];
    await admin.query(steps ?? 'the page has no such steps');
    const next = notaryKey.parse(newNotaryKey());
    const second = started(database, next);
    await append(15, 5, 5);
    await signedUp(admin, log);
    expect(second.faults).toEqual([]);
    expect(await wrong({ name: next.name, key: createPublicKey(next.key) })).toEqual([]);
  }, 20_000);

  it('notes a log on any store, whatever its positions', async () => {
    const elsewhere = createMemoryStore();
    await appendMixed(elsewhere, [customerHistory(draws(9), 50)]);
    started(database, signer, elsewhere);
    await signedUp(admin, elsewhere);
    const events = await elsewhere.readAll(null, 1_000);
    const { rows } = await admin.query('select position, hash from notary.leaves order by index');
    expect(rows).toEqual(events.map((event) => ({ position: event.position, hash: eventHash(event) })));
  }, 20_000);

  it('finds every subtree again, stored or not', async () => {
    started(database);
    await append(8, 30, 40);
    await signedUp(admin, log);
    const hashes = (await log.readAll(null, 1_000_000)).map(eventHash);
    for (const size of [1, 7, 16, 100, 255, 700]) {
      const peaks = await readSubtrees(admin, subtreesOf({ start: 0, end: size }));
      expect(peaks).toEqual(grow(emptyFrontier, hashes.slice(0, size)).peaks);
    }
  }, 20_000);
});

describe('the notary’s key', () => {
  it('is published by the first start and no other is taken', async () => {
    const pool = database.pool('crm_projection');
    const [own, other] = [notaryKey.parse(newNotaryKey()), notaryKey.parse(newNotaryKey())];
    await checkNotaryKey(pool, own);
    await checkNotaryKey(pool, own);
    await expect(checkNotaryKey(pool, other)).rejects.toThrow('The notary key (NOTARY_KEY) is not the one');
  });

  it('is replaced where the lost one is named as it was published, and by no other', async () => {
    const pool = database.pool('crm_projection');
    const [lost, next, stranger] = [newNotaryKey(), newNotaryKey(), newNotaryKey()].map((pem) =>
      notaryKey.parse(pem),
    );
    if (!lost || !next || !stranger) throw new Error('three keys are made');
    const replaces = textOf(lost);
    await checkNotaryKey(pool, lost);
    await expect(checkNotaryKey(pool, next)).rejects.toThrow(`NOTARY_KEY_REPLACES=${replaces} puts`);
    await expect(checkNotaryKey(pool, next, textOf(stranger))).rejects.toThrow('is not the one');
    await checkNotaryKey(pool, next, replaces);
    await checkNotaryKey(pool, next);
    await expect(checkNotaryKey(pool, stranger, replaces)).rejects.toThrow('is not the one');
  });

  it('is an Ed25519 key or none', () => {
    expect(notaryKey.safeParse('no key').error?.issues[0]?.message).toBe(
      'must be an Ed25519 key, PKCS #8 PEM',
    );
  });
});
