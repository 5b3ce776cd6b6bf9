import type { RecordedEvent } from '@crm/contracts';
import { describe, expect, it } from '@jest/globals';
import { eventBetween, headAt, linesOf } from '../src/lines.ts';
import type { Subject } from './contract.ts';
import { follow, logAfter, newStream, notes, streamEvents, texts, to } from './events.ts';

/** What reading and following promise. */
export const reads = ({ store, open }: Subject): void => {
  describe('reading', () => {
    it('has nothing of a stream that does not exist', async () => {
      const stream = newStream();
      expect(await streamEvents(store(), stream)).toEqual([]);
      expect(await store().readStreams([{ stream }])).toEqual(new Map([[stream, []]]));
    });

    it('starts a stream at a revision', async () => {
      const stream = newStream();
      await store().append(to(stream, 'none', notes(5)));
      expect(texts(await streamEvents(store(), stream, 3))).toEqual(['note 3', 'note 4']);
      expect(await streamEvents(store(), stream, 5)).toEqual([]);
    });

    it('pages a stream of 1,201 events without losing or repeating one', async () => {
      const stream = newStream();
      for (let part = 0; part < 3; part++) await store().append(to(stream, 'any', notes(400)));
      await store().append(to(stream, 1199, notes(1)));
      const pages = await Array.fromAsync(store().readStream(stream));
      expect(pages.length).toBeGreaterThan(1);
      expect(pages.flat().map(({ revision }) => revision)).toEqual([...Array(1201).keys()]);
    });

    it('reads many streams at once, each from a revision of its own', async () => {
      const streams = [newStream(), newStream(), newStream()];
      for (const stream of streams) await store().append(to(stream, 'none', notes(3)));
      const missing = newStream();
      const found = await store().readStreams([
        ...streams.map((stream, from) => ({ stream, from })),
        { stream: missing },
      ]);
      expect([...found].map(([stream, events]) => [stream, texts(events).length])).toEqual([
        [streams[0], 3],
        [streams[1], 2],
        [streams[2], 1],
        [missing, 0],
      ]);
      const [stream = ''] = streams;
      expect(found.get(stream)).toEqual(await streamEvents(store(), stream));
    });

    it('resumes the log after any position that the store gave', async () => {
      const start = await store().head();
      await store().append(to(newStream(), 'none', notes(7)));
      const whole = await logAfter(store(), start, 3);
      expect(whole).toHaveLength(7);
      for (const [index, { position }] of whole.entries()) {
        expect(await logAfter(store(), position, 3)).toEqual(whole.slice(index + 1));
        if (index < 6) expect(await follow(store(), position, 6 - index, 2)).toEqual(whole.slice(index + 1));
      }
    });

    it('gives the log as lines of text up to a position, as it is stored', async () => {
      const awkward = 'tab \t, line \n, \r \b \f \v, backslash \\ and \\n, "quoted", ß 漢 😀';
      const stream = newStream();
      await store().append(to(stream, 'none', [...notes(3), ...notes(1, awkward)]));
      const { position } = await store().append(to(stream, 'exists', notes(1, 'last')));
      await store().append(to(stream, 'exists', notes(1, 'beyond')));
      const found: RecordedEvent[] = [];
      for await (const lines of linesOf(store(), position))
        for (let at = 0; at < lines.length; ) {
          const head = headAt(lines, at);
          const event = eventBetween(lines, at, head.end);
          expect(head).toMatchObject({ stream: event.stream, type: event.type });
          found.push(event);
          at = head.end;
        }
      const stored = (await logAfter(store(), null, 1_000)).filter((event) => event.position <= position);
      expect(texts(found.slice(-2))).toEqual([`${awkward} 0`, 'last 0']);
      expect(found).toEqual(stored);
    });

    it('knows the head', async () => {
      const { position } = await store().append(to(newStream(), 'none', notes(2)));
      expect(await store().head()).toBe(position);
      expect(await store().readAll(position, 10)).toEqual([]);
    });

    it('gives the event at a position, and nothing where none is', async () => {
      const { position } = await store().append(to(newStream(), 'none', notes(2, 'placed')));
      const event = await store().eventAt(position);
      expect(event === null ? [] : texts([event])).toEqual(['placed 1']);
      expect(await store().eventAt(position + 1n)).toBeNull();
      expect((await store().eventAt(position - 1n))?.id).not.toBe(event?.id);
    });

    it('reads the log from the start', async () => {
      const [first] = await store().readAll(null, 1);
      const [next] = await store().readAll(first?.position ?? null, 1);
      expect(next && first && next.position > first.position).toBe(true);
    });
  });

  describe('following', () => {
    it('gives what is there, then what comes', async () => {
      const stream = newStream();
      const start = await store().head();
      await store().append(to(stream, 'none', notes(3, 'before')));
      const following = follow(store(), start, 5, 2);
      await store().append(to(stream, 2, notes(2, 'after')));
      expect(texts(await following)).toEqual(['before 0', 'before 1', 'before 2', 'after 0', 'after 1']);
    });

    it('hears of what another store writes', async () => {
      const other = open();
      const following = follow(store(), await store().head(), 1);
      await other.append(to(newStream(), 'none', notes(1, 'from afar')));
      expect(texts(await following)).toEqual(['from afar 0']);
      await other.close();
    });

    it('never gives a batch larger than asked', async () => {
      const start = await store().head();
      await store().append(to(newStream(), 'none', notes(10)));
      const done = new AbortController();
      const sizes: number[] = [];
      for await (const batch of store().subscribe(start, { batch: 4, signal: done.signal })) {
        sizes.push(batch.length);
        if (sizes.length === 3) done.abort();
      }
      expect(sizes).toEqual([4, 4, 2]);
    });

    it.each(['abort', 'close', 'break'])('ends on %s', async (how) => {
      const own = open();
      const done = new AbortController();
      const seen: number[] = [];
      const start = await own.head();
      await own.append(to(newStream(), 'none', notes(1)));
      for await (const batch of own.subscribe(start, { batch: 10, signal: done.signal })) {
        seen.push(batch.length);
        if (how === 'break') break;
        setTimeout(() => (how === 'abort' ? done.abort() : own.close()), 20);
      }
      expect(seen).toEqual([1]);
      await own.close();
    });
  });

  describe('a restart', () => {
    it('finds everything, knows its retries, and goes on after the last revision', async () => {
      const [stream, events] = [newStream(), notes(3)];
      const before = open();
      const first = await before.append(to(stream, 'none', events));
      const stored = await streamEvents(before, stream);
      await before.close();

      const after = open();
      expect(await streamEvents(after, stream)).toEqual(stored);
      expect(await after.append(to(stream, 'none', events))).toEqual(first);
      const next = await after.append(to(stream, 2, notes(1)));
      expect(next.revisions).toEqual([3]);
      expect(next.position > first.position).toBe(true);
      await after.close();
    });
  });
};
