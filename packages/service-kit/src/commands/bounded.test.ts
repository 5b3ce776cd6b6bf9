import { Unavailable } from '@crm/event-store';
import { expect, it } from '@jest/globals';
import { id, manager } from '../../testing/given.ts';
import { customers } from '../../testing/write-side.ts';
import { bounded } from './bounded.ts';
import type { Outcome } from './handle.ts';

const outcome: Outcome = { id: id(1), revision: 0, position: 1n, createdId: undefined, changed: true };
const intent = {
  ...{ command: 'RegisterCustomer', path: {}, body: {} },
  ...{ actor: manager, correlation: id(2), causation: id(3) },
};

it('refuses at once what is more than it takes, and takes the next when one has ended', async () => {
  const working = Promise.withResolvers<Outcome>();
  const { handle, isFull } = bounded(() => working.promise, 2);
  const taken = [handle(customers, intent), handle(customers, intent)];
  expect(isFull()).toBe(true);
  await expect(handle(customers, intent)).rejects.toThrow(Unavailable);
  working.resolve(outcome);
  await Promise.all(taken);
  expect(isFull()).toBe(false);
  await expect(handle(customers, intent)).resolves.toBe(outcome);
});
