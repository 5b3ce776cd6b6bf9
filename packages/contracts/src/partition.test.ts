import { describe, expect, it } from '@jest/globals';
import { partitionOf } from './partition.ts';

describe('the partition of a stream', () => {
  it.each([
    ['customer-01890000-0000-7000-8000-000000000001', 12],
    ['customer-01890000-0000-7000-8000-000000000002', 40],
    ['campaign-01890000-0000-7000-8000-000000000001', 25],
    ['user-01890000-0000-7000-8000-00000000000a', 59],
    ['email-0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f', 14],
    ['segment-Ünïcödé-😀', 40],
    ['', 11],
  ])('of 64 is for ever that of %j', (stream, partition) => {
    expect(partitionOf(stream, 64)).toBe(partition);
  });

  it('is the only one where there is one', () => {
    expect(partitionOf('customer-01890000-0000-7000-8000-000000000001', 1)).toBe(0);
  });

  it('is about as often each of them, however alike the names', () => {
    const counts = Array.from({ length: 64 }, () => 0);
    for (let n = 0; n < 64_000; n++) {
      const partition = partitionOf(`customer-01890000-0000-7000-8000-${String(n).padStart(12, '0')}`, 64);
      counts[partition] = (counts[partition] ?? 0) + 1;
    }
    expect(Math.min(...counts)).toBeGreaterThan(850);
    expect(Math.max(...counts)).toBeLessThan(1150);
  });
});
