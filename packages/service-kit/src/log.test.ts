import { expect, it } from '@jest/globals';
import { createLog } from './log.ts';

it('keeps of an error no more than what tells where it came from', () => {
  const lines: string[] = [];
  const log = createLog('test', 'info', { write: (line) => void lines.push(line) });
  const fault = Object.assign(new Error('duplicate key'), {
    severity: 'ERROR',
    code: '23505',
    detail: 'Key (email)=(ada@example.org) already exists.',
  });
  const unreadable = Object.assign(new Error('invalid input syntax for type uuid: "ada@example.org"'), {
    severity: 'ERROR',
    code: '22P02',
  });
  log.error({ err: fault }, 'one');
  log.error({ err: new Error('outer', { cause: unreadable }) }, 'two');
  expect(lines.map((line) => JSON.parse(line))).toMatchObject([
    {
      service: 'test',
      msg: 'one',
      err: { code: '23505', message: 'duplicate key', stack: expect.any(String) },
    },
    { msg: 'two', err: { message: 'outer', cause: { code: '22P02' } } },
  ]);
  expect(lines.join()).not.toContain('ada@example.org');
});
