import { expect, it } from '@jest/globals';
import pino from 'pino';
import { createLog } from './log.ts';

it('keeps of an error no more than what tells where it came from', () => {
  const { err } = createLog('test', 'silent')[pino.symbols.serializersSym] as {
    err: (error: unknown) => unknown;
  };
  const fault = Object.assign(new Error('duplicate key'), {
    severity: 'ERROR',
    code: '23505',
    detail: 'Key (email)=(ada@example.org) already exists.',
    where: 'unnest',
  });
  const unreadable = Object.assign(new Error('invalid input syntax for type uuid: "ada@example.org"'), {
    severity: 'ERROR',
    code: '22P02',
  });
  expect(err(fault)).toMatchObject({ name: 'Error', code: '23505', message: 'duplicate key' });
  expect(JSON.stringify([err(fault), err(unreadable)])).not.toContain('ada@example.org');
});
