import type { RecordedEvent } from '@crm/contracts';
import { describe, expect, it } from '@jest/globals';
import { createWindow } from './window.ts';

const eventAt = (position: bigint): RecordedEvent => ({
  id: '',
  type: 'Noted',
  schema: 1,
  stream: 'note-1',
  revision: 0,
  position,
  data: {},
  metadata: { recordedAt: '', actor: '', correlation: '', causation: '' },
});
const positions = (events: readonly RecordedEvent[] | null) => events?.map(({ position }) => position);

describe('the window', () => {
  it('knows nothing before it has begun', () => {
    const window = createWindow();
    expect([window.end(), window.after(5n, 10)]).toEqual([undefined, null]);
  });

  it('gives what came after a position that it reaches back to, and nothing else', () => {
    const window = createWindow();
    window.begin(5n);
    window.add(7n, eventAt(7n));
    window.add(8n, null);
    window.add(9n, eventAt(9n));
    window.begin(8n);
    expect(window.end()).toBe(9n);
    expect(positions(window.after(5n, 10))).toEqual([7n, 9n]);
    expect(positions(window.after(5n, 1))).toEqual([7n]);
    expect(positions(window.after(8n, 10))).toEqual([9n]);
    expect(window.after(9n, 10)).toEqual([]);
    expect([window.after(4n, 10), window.after(null, 10)]).toEqual([null, null]);
  });

  it('reaches back to the beginning where it began there', () => {
    const window = createWindow();
    window.begin(null);
    window.add(3n, eventAt(3n));
    expect(positions(window.after(null, 10))).toEqual([3n]);
  });

  it('forgets the oldest, and then says that it does not know', () => {
    const window = createWindow();
    window.begin(0n);
    for (let n = 1n; n <= 5_000n; n++) window.add(n, eventAt(n));
    expect(window.after(0n, 1)).toBeNull();
    expect(positions(window.after(4_998n, 10))).toEqual([4_999n, 5_000n]);
    const oldest = Array.from({ length: 5_000 }, (_, n) => BigInt(n)).find(
      (n) => window.after(n, 1) !== null,
    );
    expect(positions(window.after(oldest ?? 0n, 1))).toEqual([(oldest ?? 0n) + 1n]);
  });
});
