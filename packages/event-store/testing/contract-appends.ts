import { describe, expect, it } from '@jest/globals';
import { v7 } from 'uuid';
import {
  AppendTooLarge,
  InvalidAppend,
  NotCanonical,
  Unavailable,
  WrongExpectedRevision,
} from '../src/errors.ts';
import type { ExpectedRevision, NewEvent } from '../src/port.ts';
import type { Subject } from './contract.ts';
import { newStream, noted, notes, streamEvents, texts, to } from './events.ts';

/** What an append to one stream promises. */
export const appends = ({ store, open }: Subject): void => {
  describe('append', () => {
    it('gives the last revision and the position of the last event', async () => {
      const stream = newStream();
      const result = await store().append(to(stream, 'none', notes(3)));
      expect(result.revisions).toEqual([2]);
      const stored = await streamEvents(store(), stream);
      expect(result.position).toBe(stored.at(-1)?.position);
      expect(stored.map(({ revision }) => revision)).toEqual([0, 1, 2]);
    });

    it('keeps everything that it was handed, and adds when it was recorded', async () => {
      const stream = newStream();
      const event: NewEvent = {
        ...noted('Zoë “the quick”\n\\ "quoted" {a,b} 🦊'),
        schema: 7,
        metadata: {
          actor: 'user-1',
          correlation: 'c-1',
          causation: 'c-2',
          request: 'hmac',
          import: { id: 'i-1', row: 12 },
        },
      };
      const before = new Date().toISOString();
      const { position } = await store().append(to(stream, 'none', [event]));
      const [stored] = await streamEvents(store(), stream);
      const recordedAt = stored?.metadata.recordedAt ?? '';
      expect(stored).toEqual({
        ...event,
        stream,
        revision: 0,
        position,
        metadata: { ...event.metadata, recordedAt },
      });
      expect(recordedAt).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
      expect(recordedAt >= before && recordedAt <= new Date().toISOString()).toBe(true);
    });

    it.each([1, 100, 1000])('takes %d events at once', async (count) => {
      const stream = newStream();
      const { revisions } = await store().append(to(stream, 'none', notes(count)));
      expect(revisions).toEqual([count - 1]);
      expect(texts(await streamEvents(store(), stream))).toEqual(
        Array.from({ length: count }, (_, index) => `note ${index}`),
      );
    });

    it('refuses more than maxAppendBytes and takes what is just below', async () => {
      const stream = newStream();
      const { maxAppendBytes } = store().caps;
      expect(maxAppendBytes).toBe(1024 * 1024);
      const half = 'x'.repeat(maxAppendBytes / 2);
      await expect(store().append(to(stream, 'none', [noted(half), noted(half)]))).rejects.toThrow(
        AppendTooLarge,
      );
      expect(await streamEvents(store(), stream)).toEqual([]);
      const nearly = 'x'.repeat(maxAppendBytes * 0.7);
      expect((await store().append(to(stream, 'none', [noted(nearly)]))).revisions).toEqual([0]);
    });

    it.each<[string, (stream: string) => readonly [string, ExpectedRevision, readonly NewEvent[]]]>([
      ['no stream name', () => ['', 'any', notes(1)]],
      ['a name with NUL', () => ['note-\0', 'any', notes(1)]],
      ['no event', (stream) => [stream, 'any', []]],
      ['a type without a name', (stream) => [stream, 'any', [{ ...noted('x'), type: '' }]]],
      ['an id that is no UUID', (stream) => [stream, 'any', [noted('x', 'one')]]],
      ['an id twice', (stream) => [stream, 'any', [noted('x', twice), noted('y', twice)]]],
      ['a negative revision', (stream) => [stream, -1, notes(1)]],
    ])('refuses %s', async (_, request) => {
      const stream = newStream();
      await expect(store().append(to(...request(stream)))).rejects.toThrow(InvalidAppend);
      expect(await streamEvents(store(), stream)).toEqual([]);
    });

    it('refuses what has no canonical JSON and says where', async () => {
      const event = { ...noted('x'), data: { text: 'x', deep: [{ amount: 2 ** 53 }] } };
      const append = store().append(to(newStream(), 'any', [event]));
      await expect(append).rejects.toThrow(NotCanonical);
      await expect(append).rejects.toMatchObject({ path: '$.deep[0].amount' });
    });

    it('is refused by a closed store', async () => {
      const closed = open();
      await closed.close();
      await expect(closed.append(to(newStream(), 'any', notes(1)))).rejects.toThrow(Unavailable);
    });
  });

  describe('expected revision', () => {
    it.each<[ExpectedRevision, boolean, boolean]>([
      ['any', true, true],
      ['none', true, false],
      ['exists', false, true],
      [0, false, false],
      [1, false, true],
      [2, false, false],
    ])('%p: new stream %p, stream at revision 1 %p', async (expected, onNew, onExisting) => {
      for (const [existing, accepted] of [
        [0, onNew],
        [2, onExisting],
      ] as const) {
        const stream = newStream();
        if (existing > 0) await store().append(to(stream, 'none', notes(existing)));
        const append = store().append(to(stream, expected, notes(1)));
        if (accepted) expect((await append).revisions).toEqual([existing]);
        else {
          await expect(append).rejects.toThrow(WrongExpectedRevision);
          await expect(append).rejects.toMatchObject({
            stream,
            actual: existing === 0 ? null : existing - 1,
          });
        }
        expect(await streamEvents(store(), stream)).toHaveLength(existing + (accepted ? 1 : 0));
      }
    });
  });

  describe('the same ids again', () => {
    const stored = async (expected: ExpectedRevision) => {
      const stream = newStream();
      await store().append(to(stream, 'none', notes(2)));
      const events = notes(3, 'again');
      const first = await store().append(to(stream, expected, events));
      await store().append(to(stream, 'any', notes(1, 'later')));
      return { stream, events, first };
    };

    it.each<ExpectedRevision>(['any', 'exists', 1])(
      'expecting %p give the first result, even after later appends',
      async (expected) => {
        const { stream, events, first } = await stored(expected);
        expect(await store().append(to(stream, expected, events))).toEqual(first);
        expect(await streamEvents(store(), stream)).toHaveLength(6);
      },
    );

    it('expecting no stream give the first result', async () => {
      const stream = newStream();
      const events = notes(2);
      const first = await store().append(to(stream, 'none', events));
      expect(await store().append(to(stream, 'none', events))).toEqual(first);
    });

    it('may be a leading part of the first ones', async () => {
      const { stream, events } = await stored(1);
      expect((await store().append(to(stream, 1, events.slice(0, 2)))).revisions).toEqual([3]);
    });

    it('keep what was stored first, when it was recorded included', async () => {
      const { stream, events } = await stored(1);
      const before = await streamEvents(store(), stream);
      await store().append(
        to(
          stream,
          1,
          events.map((event) => ({ ...event, data: { text: 'other' } })),
        ),
      );
      expect(await streamEvents(store(), stream)).toEqual(before);
    });

    it('are a conflict when some are new', async () => {
      const { stream, events } = await stored(1);
      for (const mixed of [
        [...events, noted('new')],
        [noted('new'), ...events],
      ]) {
        const append = store().append(to(stream, 1, mixed));
        await expect(append).rejects.toThrow(WrongExpectedRevision);
        await expect(append).rejects.toMatchObject({ actual: 5 });
      }
    });

    it('are a conflict in another order', async () => {
      const { stream, events } = await stored(1);
      await expect(store().append(to(stream, 1, events.toReversed()))).rejects.toThrow(WrongExpectedRevision);
    });

    it('are other events in another stream', async () => {
      const { events } = await stored(1);
      const other = newStream();
      expect((await store().append(to(other, 'none', events))).revisions).toEqual([2]);
    });

    it('sent several times at once are written once', async () => {
      const stream = newStream();
      const events = notes(2);
      const results = await Promise.all(
        Array.from({ length: 10 }, () => store().append(to(stream, 'none', events))),
      );
      expect(new Set(results.map(({ position }) => position)).size).toBe(1);
      expect(await streamEvents(store(), stream)).toHaveLength(2);
    });
  });
};

const twice = v7();
