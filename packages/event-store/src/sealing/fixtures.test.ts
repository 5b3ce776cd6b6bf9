import { existsSync, readFileSync } from 'node:fs';
import { type EventType, vocabulary } from '@crm/contracts';
import { describe, expect, it } from '@jest/globals';
import { v7 } from 'uuid';
import { streamEvents, to } from '../../testing/events.ts';
import { createMemoryStore } from '../memory/memory.ts';
import { memoryKeyring } from './memory-keyring.ts';
import type { Data } from './seal.ts';
import { sealedStore } from './sealed-store.ts';

/**
 * An event as some version of this product wrote it, and as it reads today. Such an entry is never taken away and its
 * `data` never edited; a new schema adds one. A later field of an event changes `reads` only.
 */
interface Fixture {
  readonly schema: number;
  readonly data: Data;
  readonly reads: Data;
}

const fileOf = (type: string): URL =>
  new URL(`../../../contracts/testing/fixtures/events/${type}.json`, import.meta.url);

const types = Object.keys(vocabulary) as EventType[];

describe.each(types)('%s', (type) => {
  const fixtures: readonly Fixture[] = existsSync(fileOf(type))
    ? JSON.parse(readFileSync(fileOf(type), 'utf8'))
    : [];

  it('has a fixture of every schema it was ever written in', () => {
    const schemas = Array.from({ length: vocabulary[type].schema }, (_, index) => index + 1);
    expect([...new Set(fixtures.map(({ schema }) => schema))]).toEqual(schemas);
  });

  it('still reads what was written', async () => {
    const store = sealedStore(createMemoryStore(), memoryKeyring());
    const events = fixtures.map(({ schema, data }) => {
      const id = v7();
      return { id, type, schema, data, metadata: { actor: 'system', correlation: id, causation: id } };
    });
    await store.append(to('customer-1', 'none', events));
    const read = (await streamEvents(store, 'customer-1')).map(({ data }) => data);
    expect(read).toEqual(fixtures.map(({ reads }) => reads));
    expect(read.map((data) => vocabulary[type].data.parse(data))).toEqual(read);
  });
});
