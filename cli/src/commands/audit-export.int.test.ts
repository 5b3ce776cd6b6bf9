import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Evidence } from '@crm/contracts';
import { verifierText } from '@crm/proofs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { verifier } from '../../../projection-service/testing/notary.ts';
import { type AuditedLog, auditedLog } from '../../testing/audited.ts';
import { examine } from '../audit/examine.ts';

let audited: AuditedLog;
let evidence: Evidence;
let customer: string;
let file: string;
beforeAll(async () => {
  audited = await auditedLog();
  await audited.register(300);
  customer = await audited.register(250);
  await audited.signed();
  const { code, text } = await audited.run('audit', 'export', customer);
  expect(text).toContain('250 events, as signed at ');
  expect(code).toBe(0);
  file = join(audited.folder, `${customer}.evidence.json`);
  evidence = Evidence.parse(JSON.parse(await readFile(file, 'utf8')));
}, 60_000);
afterAll(() => audited.close());

describe('crm audit export', () => {
  it('writes the events as they are stored, and beside them what they say', () => {
    const [first] = evidence.events;
    expect(first?.stored.data).toMatchObject({ firstName: null, sealed: expect.any(String) });
    expect(first?.readable).toMatchObject({ firstName: 'Ada' });
    expect(evidence.events.map(({ stored }) => stored.revision)).toEqual(evidence.events.map((_, n) => n));
  });

  it('says which customer there is none of', async () => {
    const nobody = '00000000-0000-4000-8000-000000000000';
    expect(await audited.run('audit', 'export', nobody)).toEqual({
      code: 2,
      text: 'There is no such customer.\n',
    });
  }, 20_000);
});

describe('crm audit verify', () => {
  it('finds the file to be what was signed, without a server and a database', async () => {
    const { code, text } = await audited.run('audit', 'verify', file, '--key', verifierText(verifier));
    expect(text).toMatch(
      /^250 events of customer \S+, without a gap, are what was signed at \S+ among the first 550/,
    );
    expect(text).toContain('Personal values are signed as they are encrypted.');
    expect(code).toBe(0);
  }, 20_000);

  const without = (revision: number) => evidence.events.filter(({ stored }) => stored.revision !== revision);
  const changed = (revision: number, change: (event: Evidence['events'][number]) => object) =>
    evidence.events.map((event, n) => (n === revision ? { ...event, ...change(event) } : event));
  it.each<[what: string, events: () => Evidence['events'], said: RegExp]>([
    ['a revision left out', () => without(3), /^Revision 3 is missing from the file\.$/],
    ['the first left out', () => without(0), /^Revision 0 is missing from the file\.$/],
    [
      'two that changed places',
      () => [...evidence.events.slice(1, 2), ...evidence.events.slice(0, 1)],
      /^Revision 0 is missing from the file\.$/,
    ],
    [
      'one twice',
      () => evidence.events.flatMap((event) => [event, event]),
      /^Revision 0 stands in the file out of its place/,
    ],
    [
      'changed data',
      () =>
        changed(5, ({ stored }) => ({ stored: { ...stored, data: { ...stored.data, jobTitle: 'Queen' } } })),
      /^The event in place 5 \(CustomerDetailsChanged\) was changed/,
    ],
    [
      'a changed author',
      () =>
        changed(5, ({ stored }) => ({
          stored: { ...stored, metadata: { ...stored.metadata, actor: 'nobody' } },
        })),
      /^The event in place 5 /,
    ],
    [
      'a readable text that is not the stored one',
      () => changed(0, ({ readable }) => ({ readable: { ...readable, stage: 'customer' } })),
      /^Revision 0 \(CustomerRegistered\) reads otherwise than it is stored\.$/,
    ],
  ])('names %s', (_, events, said) => {
    expect(examine({ ...evidence, events: events() }, verifier)).toEqual({
      fault: expect.stringMatching(said),
    });
  });

  it('says so by its exit code as well, and what is no such file by another', async () => {
    const other = join(audited.folder, 'other.json');
    await writeFile(other, JSON.stringify({ ...evidence, events: without(3) }));
    expect(await audited.run('audit', 'verify', other)).toEqual({
      code: 1,
      text: 'Revision 3 is missing from the file.\n',
    });
    await writeFile(
      other,
      JSON.stringify({ ...evidence, checkpoint: evidence.checkpoint.replace('550', '551') }),
    );
    expect(await audited.run('audit', 'verify', other)).toMatchObject({
      code: 1,
      text: expect.stringContaining('The checkpoint in the file was not signed by'),
    });
    await writeFile(other, '{"format":');
    expect(await audited.run('audit', 'verify', other)).toMatchObject({ code: 2 });
  }, 30_000);
});
