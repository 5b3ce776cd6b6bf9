import { generateKeyPairSync } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createPostgresStore } from '@crm/event-store';
import { eventHash, leafHash, signCheckpoint, verifierText } from '@crm/proofs';
import { createPool } from '@crm/service-kit/db/pool';
import { readers } from '@crm/service-kit/db/readers';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { Pool } from 'pg';
import { signer, verifier } from '../../../projection-service/testing/notary.ts';
import { type AuditedLog, auditedLog } from '../../testing/audited.ts';
import { sentenceOf } from '../audit/faults.ts';
import { type Audit, verifyLog } from '../audit/verify-log.ts';
import { type Stretch, walk } from '../audit/walk.ts';

// Each walks a log again and again.
jest.setTimeout(60_000);

let audited: AuditedLog;
let pool: Pool;
beforeAll(async () => {
  audited = await auditedLog();
  for (const events of [10, 20, 10]) await audited.register(events);
  await audited.signed();
  // One connection: what a test does in a transaction is seen by the audit, and undone.
  pool = audited.database.pool('admin', { max: 1 });
}, 60_000);
afterAll(() => audited.close());

const verify = (...args: readonly string[]) => audited.run('audit', 'verify', '--log', ...args);
const tamper = (sql: string, values: unknown[] = []) => pool.query(sql, values);
const insertAt = (position: number) =>
  tamper(
    `insert into log.events (position, stream, revision, id, type, schema, data, metadata)
     select $1, 'customer-00000000-0000-4000-8000-000000000000', 0, gen_random_uuid(), 'CustomerArchived', 1, '{}', metadata
     from log.events where position = 1`,
    [position],
  );
/** The same audit in this process: starting one of its own takes a second. */
const inProcess = (by = pool): Audit => {
  const log = createPostgresStore(by);
  const walkers = { count: 1, walk: (stretch: Stretch) => walk(by, log, stretch), end: async () => {} };
  return { pool: by, log, walkers, verifiers: [verifier], kept: null };
};
/** Moves events to other positions in one step, past their uniqueness. */
const move = async (to: string, where: string): Promise<void> => {
  await tamper(`update log.events set position = -(${to}) where ${where}`);
  await tamper('update log.events set position = -position where position < 0');
};

/** Tampers, audits, and undoes it. */
const named = async (how: () => Promise<unknown>, said: RegExp): Promise<void> => {
  await pool.query('begin');
  try {
    await how();
    const verdict = await verifyLog(inProcess());
    expect('fault' in verdict ? sentenceOf(verdict.fault) : verdict).toMatch(said);
  } finally {
    await pool.query('rollback');
  }
};

describe('crm audit verify --log', () => {
  it('finds an untouched log to be what was signed', async () => {
    const { code, text } = await verify();
    expect(text).toMatch(
      /^40 events are what was noted, and \d+ checkpoints what was signed, the last at .+ over 40 events/,
    );
    expect(text).toContain("The key is the database's own");
    expect(code).toBe(0);
  });

  it('needs no more than an auditor may read', async () => {
    const address = new URL(audited.database.url());
    address.searchParams.set('options', `-c role=${readers.auditor}`);
    const auditor = createPool(address.href, { name: 'auditor' });
    expect((await auditor.query('select current_user as name')).rows).toEqual([{ name: readers.auditor }]);
    expect(await verifyLog(inProcess(auditor))).toMatchObject({ events: 40 });
    await auditor.end();
  });

  it.each<[what: string, how: () => Promise<unknown>, said: RegExp]>([
    [
      'changed data',
      () => tamper(`update log.events set data = '{"jobTitle":"Queen"}' where position = 15`),
      /^Position 15 was changed: the CustomerDetailsChanged at revision 4 of customer-\S+ is not what was signed\.$/,
    ],
    [
      'changed metadata',
      () =>
        tamper(
          `update log.events set metadata = replace(metadata::text, '"actor":"system"', '"actor":"nobody"')::json where position = 7`,
        ),
      /^Position 7 was changed: /,
    ],
    [
      'a changed type',
      () => tamper(`update log.events set type = 'CustomerArchived' where position = 30`),
      /^Position 30 was changed: the CustomerArchived at revision 19 /,
    ],
    [
      'data that no event could have',
      () => tamper(`update log.events set data = '{"jobTitle":9007199254740993}' where position = 2`),
      /^Position 2 was changed: /,
    ],
    [
      'a removed row',
      () => tamper('delete from log.events where position = 12'),
      /^Position 12 was removed: /,
    ],
    [
      'a removed row whose gap was closed',
      async () => {
        await tamper('delete from log.events where position = 12');
        await move('position - 1', 'position > 12');
      },
      /^Position 12 was removed: /,
    ],
    [
      'the end cut off',
      () => tamper('delete from log.events where position > 35'),
      /^Position 36 was removed: /,
    ],
    ['everything gone', () => tamper('delete from log.events'), /^Position 1 was removed: /],
    [
      'an inserted row that others made room for',
      async () => {
        await move('position + 1', 'position > 20');
        await insertAt(21);
      },
      /^Position 21 was inserted: the CustomerArchived at revision 0 /,
    ],
    ['a row below the first', () => insertAt(-5), /^Position -5 was inserted: /],
    [
      'two rows that changed places',
      () => move('case position when 14 then 22 else 14 end', 'position in (14, 22)'),
      /^Position 14 was reordered: what was signed there and what stands at 22 changed places\.$/,
    ],
    [
      'a changed leaf',
      () => tamper(`update notary.leaves set hash = sha256('x') where index = 16`),
      /^Leaf 16 of the notary \(position 17\) was changed: the event itself is what was signed\.$/,
    ],
    [
      'a removed leaf',
      () => tamper('delete from notary.leaves where index = 16'),
      /^Leaves of the notary between 0 and 40 were removed\.$/,
    ],
    [
      'a checkpoint of another key',
      () => {
        const { privateKey: key } = generateKeyPairSync('ed25519');
        const root = leafHash(Buffer.of(1));
        const note = signCheckpoint(
          { size: 40, root, time: new Date().toISOString() },
          { name: signer.name, key },
        );
        return tamper('update notary.checkpoints set note = $1 where size = 40', [note]);
      },
      /^The checkpoint of 40 events was forged: /,
    ],
    [
      'a checkpoint of events that never were',
      () => tamper(`insert into notary.checkpoints (size, note) values (99, 'crm/none')`),
      /^The checkpoint of 99 events was forged: /,
    ],
    [
      'the whole tree cut with the log',
      async () => {
        await tamper('delete from log.events where position > 30');
        await tamper('delete from notary.leaves where index >= 30');
        await tamper('update notary.progress set size = 30, position = 30');
      },
      /^The log was cut: 40 events were signed, and the notary knows of 30\.$/,
    ],
    ['no checkpoint left', () => tamper('delete from notary.checkpoints'), /^Every checkpoint was removed/],
    [
      'an event rewritten together with its leaf',
      async () => {
        await tamper(`update log.events set data = '{"jobTitle":"Queen"}' where position = 15`);
        const [event] = await audited.store.readAll(14n, 1);
        if (event === undefined) throw new Error('it is there');
        await tamper('update notary.leaves set hash = $1 where position = 15', [
          eventHash({ ...event, data: { jobTitle: 'Queen' } }),
        ]);
      },
      /^Events between the first \d+ and the first 40 of the log were rewritten together with the notary's leaves/,
    ],
  ])('names %s', (_, how, said) => named(how, said));

  it('names what lies beyond the first stretch of a long log', async () => {
    for (let customer = 0; customer < 18; customer++) await audited.register(1_000);
    await audited.signAgain();
    expect(await verifyLog(inProcess())).toMatchObject({ events: 18_040 });
    await named(
      () => tamper(`update log.events set type = 'CustomerArchived' where position = 17000`),
      /^Position 17000 was changed: the CustomerArchived /,
    );
    await named(
      () => tamper(`update notary.leaves set hash = sha256('x') where position in (120, 17000)`),
      /^Leaf 119 of the notary /,
    );
    await named(
      () => tamper(`update notary.leaves set hash = sha256('x') where position = 17000`),
      /^Leaf 16999 of the notary \(position 17000\) was changed: the event itself is what was signed\.$/,
    );
    await named(
      () => tamper('delete from log.events where position = 16384'),
      /^Position 16384 was removed: /,
    );
    await named(
      () => tamper('delete from log.events where position = 16385'),
      /^Position 16385 was removed: /,
    );
  }, 60_000);

  it('tells how many events are not noted yet', async () => {
    await audited.register(3);
    expect(await verify()).toMatchObject({
      code: 0,
      text: expect.stringContaining('3 newer events were not noted yet'),
    });
  });

  it('holds the log to a key and a checkpoint that were kept elsewhere', async () => {
    const { rows } = await pool.query('select note from notary.checkpoints order by size desc limit 1');
    const kept = join(audited.folder, 'kept.txt');
    // As an editor leaves it, or whoever copied it from an answer.
    await writeFile(kept, `${rows[0].note}\n`);
    const key = verifierText(verifier);
    expect(await verify('--key', key, '--checkpoint', kept)).toMatchObject({ code: 0 });
    await tamper('delete from log.events where position > 30');
    await tamper('delete from notary.leaves where index >= 30');
    await tamper('delete from notary.checkpoints where size > 30');
    await tamper('update notary.progress set size = 30, position = 30');
    expect(await verify()).toMatchObject({ code: 0 });
    expect(await verify('--checkpoint', kept)).toEqual({
      code: 1,
      text: 'The log was cut: 18040 events were signed, and the notary knows of 30.\n',
    });
    const other = generateKeyPairSync('ed25519').publicKey;
    const stranger = verifierText({ name: signer.name, key: other });
    expect(await verify('--key', stranger)).toMatchObject({
      code: 1,
      text: expect.stringContaining('forged'),
    });
  });

  it('says so by its exit code as well', async () => {
    await tamper('delete from log.events where position = 12');
    expect(await verify()).toEqual({
      code: 1,
      text: 'Position 12 was removed: the event that was noted there is nowhere in the log.\n',
    });
  });
});
