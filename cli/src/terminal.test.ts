import { EventEmitter } from 'node:events';
import { expect, it } from '@jest/globals';
import { outliveReaders } from './terminal.ts';

const failWith = (code: string) => {
  const out = new EventEmitter();
  outliveReaders(out);
  return () => out.emit('error', Object.assign(new Error(`write ${code}`), { code }));
};

it('goes on where nobody reads what it says', () => {
  expect(failWith('EPIPE')).not.toThrow();
});

it('does not swallow other faults of writing', () => {
  expect(failWith('ENOSPC')).toThrow('write ENOSPC');
});
