import { tmpdir } from 'node:os';
import { createMemoryStore } from '@crm/event-store';
import { describe, expect, it } from '@jest/globals';
import { newEvent } from '../../../testing/following.ts';
import { unhurried } from './pace.ts';
import { spill } from './spill.ts';

const streams = Array.from({ length: 300 }, (_, n) => `customer-${n}`);
const long = 'ß'.repeat(2_000);

describe('a spilled log', () => {
  it('comes in parts, each of whole streams in their order, and the same every time', async () => {
    const log = createMemoryStore();
    for (let turn = 0; turn < 10; turn++)
      for (const stream of streams)
        await log.append([
          {
            stream,
            expected: 'any',
            events: [newEvent({ type: 'CustomerRestored', data: { [long]: turn } } as never)],
          },
        ]);
    const made = async () => {
      const spilled = await spill({ log, isWanted: () => true, folder: tmpdir(), pace: unhurried });
      const parts: string[][] = [];
      for (const part of spilled.parts) {
        const lines: string[] = [];
        for (const pages of spilled.read(part))
          for (const { stream, revision, position } of [...pages].flat())
            lines.push(`${stream} ${revision} ${position}`);
        parts.push(lines);
      }
      await spilled.close();
      return { events: spilled.events, parts };
    };
    const { events, parts } = await made();
    expect(events).toBe(3_000);
    expect(parts.length).toBeGreaterThan(1);
    expect(parts.flat()).toHaveLength(3_000);
    for (const stream of streams) {
      const found = parts.filter((lines) => lines.some((line) => line.startsWith(`${stream} `)));
      expect(found).toHaveLength(1);
      const revisions = found[0]
        ?.filter((line) => line.startsWith(`${stream} `))
        .map((line) => line.split(' ')[1]);
      expect(revisions).toEqual(['0', '1', '2', '3', '4', '5', '6', '7', '8', '9']);
    }
    expect(await made()).toEqual({ events, parts });
  });

  it('holds only what is wanted, up to a position', async () => {
    const log = createMemoryStore();
    for (const stream of streams.slice(0, 10))
      await log.append([
        { stream, expected: 'any', events: [newEvent({ type: 'CustomerRestored', data: {} })] },
      ]);
    const fourth = (await log.readAll(null, 4)).at(-1);
    const spilled = await spill({
      log,
      until: fourth?.position,
      isWanted: ({ stream }) => stream !== 'customer-1',
      folder: tmpdir(),
      pace: unhurried,
    });
    expect(spilled.events).toBe(4);
    expect(spilled.parts.map(({ events }) => events)).toEqual([3]);
    await spilled.close();
  });
});
