import { expect, it } from '@jest/globals';
import { recentAnnouncements } from './recent.ts';

const announced = (position: string) => ({ position, changes: [{ model: 'customer', key: [position] }] });

it('tells what came after an id, and nothing where nothing did', () => {
  const recent = recentAnnouncements();
  const first = recent.id();
  recent.add(announced('1'));
  const second = recent.id();
  recent.add(announced('2'));
  expect(recent.since(first)).toEqual([announced('1'), announced('2')]);
  expect(recent.since(second)).toEqual([announced('2')]);
  expect(recent.since(recent.id())).toEqual([]);
});

it('does not know what is too long ago', () => {
  const recent = recentAnnouncements(10);
  const first = recent.id();
  for (let n = 0; n < 10; n++) recent.add(announced(String(n)));
  expect(recent.since(first)).toHaveLength(10);
  recent.add(announced('10'));
  expect(recent.since(first)).toBeNull();
  expect(recent.since(recent.id())).toEqual([]);
});

it('does not know what another process told, what is not told yet, or what is no id', () => {
  const recent = recentAnnouncements();
  const [epoch] = recent.id().split('-');
  for (const id of [recentAnnouncements().id(), `${epoch}-1`, `${epoch}`, '', '42'])
    expect(recent.since(id)).toBeNull();
});
