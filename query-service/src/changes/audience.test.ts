import { randomUUID } from 'node:crypto';
import { PassThrough } from 'node:stream';
import { setImmediate as later } from 'node:timers/promises';
import type { Actor } from '@crm/contracts';
import { expect, it } from '@jest/globals';
import { audience } from './audience.ts';

const person = (role: Actor['role']): Actor => ({ id: randomUUID(), role });
const listener = (actor: Actor, models: readonly string[] | null = null) => {
  const out = new PassThrough();
  return { actor, models, out, heard: () => String(out.read() ?? '') };
};
const changed = (...models: string[]) => ({
  position: '9',
  changes: models.map((model) => ({ model, key: ['a', 'b'] })),
});

it('tells everybody who may see a change, and nobody who may not', () => {
  const [manager, seller, stranger] = [
    listener(person('manager')),
    listener(person('sales')),
    listener(person('sales')),
  ];
  const listeners = audience();
  for (const one of [manager, seller, stranger]) listeners.join(one);
  listeners.tell('e-1', changed('customer'), new Map([['a', seller.actor.id]]));
  const text =
    'id: e-1\nevent: changed\ndata: {"position":"9","changes":[{"model":"customer","key":["a","b"]}]}\n\n';
  expect([manager.heard(), seller.heard(), stranger.heard()]).toEqual([text, text, '']);
});

it('tells of the read models that were asked for only', () => {
  const one = listener(person('manager'), ['campaign']);
  const listeners = audience();
  listeners.join(one);
  listeners.tell('e-1', changed('customer'), new Map());
  expect(one.heard()).toBe('');
  listeners.tell('e-2', changed('customer', 'campaign'), new Map());
  expect(one.heard()).toContain('[{"model":"campaign","key":["a","b"]}]');
});

it('lets everybody know how far was told', () => {
  const seller = listener(person('sales'));
  const listeners = audience();
  listeners.join(seller);
  listeners.beat('e-7');
  expect(seller.heard()).toBe('id: e-7\n\n');
});

it('asks for owners only while somebody is told of his own alone', () => {
  const [manager, seller] = [listener(person('manager')), listener(person('sales'))];
  const listeners = audience();
  listeners.join(manager);
  expect(listeners.needsOwners()).toBe(false);
  listeners.join(seller);
  expect(listeners.needsOwners()).toBe(true);
  listeners.leave(seller);
  expect([listeners.needsOwners(), listeners.size()]).toEqual([false, 1]);
});

it('drops who does not read, and no one else', async () => {
  const [slow, quick] = [listener(person('manager')), listener(person('manager'))];
  quick.out.resume();
  const listeners = audience();
  for (const one of [slow, quick]) listeners.join(one);
  const much = changed(...Array.from({ length: 200 }, () => 'customer'));
  for (let n = 0; n < 20; n++) {
    listeners.tell(`e-${n}`, much, new Map());
    await later();
  }
  expect([slow.out.destroyed, quick.out.destroyed]).toEqual([true, false]);
});
