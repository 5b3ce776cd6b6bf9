import { describe, expect, it } from '@jest/globals';
import { InvalidAppend, Unsupported, WrongExpectedRevision } from '../src/errors.ts';
import type { Subject } from './contract.ts';
import { newStream, notes, streamEvents, to } from './events.ts';

/** What an append to several streams promises: all or nothing, or that this store cannot. */
export const severalStreams = ({ store }: Subject, able: boolean): void => {
  describe(`several streams in one append (multiStreamAppend ${able})`, () => {
    const [one, two] = [newStream(), newStream()];
    const both = () => [...to(newStream(), 'none', notes(2)), ...to(newStream(), 'none', notes(3))];

    it('declares whether it can', () => {
      expect(store().caps.multiStreamAppend).toBe(able);
    });

    if (!able) {
      it('refuses', async () => {
        const request = both();
        await expect(store().append(request)).rejects.toThrow(Unsupported);
        for (const { stream } of request) expect(await streamEvents(store(), stream)).toEqual([]);
      });
      return;
    }

    it('writes them all', async () => {
      const request = both();
      const { revisions, position } = await store().append(request);
      expect(revisions).toEqual([1, 2]);
      const [first, second] = await Promise.all(request.map(({ stream }) => streamEvents(store(), stream)));
      expect(first).toHaveLength(2);
      expect(second).toHaveLength(3);
      expect(position).toBe(second?.at(-1)?.position);
    });

    it('writes none when one is not where it was expected, and names that one', async () => {
      await store().append(to(two, 'none', notes(1)));
      for (const request of [
        [...to(one, 'none', notes(1)), ...to(two, 5, notes(1))],
        [...to(two, 5, notes(1)), ...to(one, 'none', notes(1))],
      ]) {
        const append = store().append(request);
        await expect(append).rejects.toThrow(WrongExpectedRevision);
        await expect(append).rejects.toMatchObject({ stream: two, actual: 0 });
      }
      expect(await streamEvents(store(), one)).toEqual([]);
      expect(await streamEvents(store(), two)).toHaveLength(1);
    });

    it('gives the first result to the same ids again', async () => {
      const request = both();
      const first = await store().append(request);
      await store().append(to(request[0]?.stream ?? '', 'any', notes(1)));
      expect(await store().append(request)).toEqual(first);
    });

    it('is a conflict when only one stream has the ids', async () => {
      const request = both();
      await store().append(request.slice(0, 1));
      await expect(store().append(request)).rejects.toMatchObject({
        name: 'WrongExpectedRevision',
        stream: request[0]?.stream,
        actual: 1,
      });
      expect(await streamEvents(store(), request[1]?.stream ?? '')).toEqual([]);
    });

    it('refuses a stream named twice', async () => {
      const stream = newStream();
      const request = [...to(stream, 'any', notes(1)), ...to(stream, 'any', notes(1))];
      await expect(store().append(request)).rejects.toThrow(InvalidAppend);
    });
  });
};
