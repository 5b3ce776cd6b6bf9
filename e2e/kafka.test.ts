import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { describeOnKafka, sharedBroker } from '../projection-service/testing/kafka/at-hand.ts';
import { consumed } from '../projection-service/testing/kafka/consume.ts';
import { endsOf, type Kept, readTopic } from '../projection-service/testing/kafka/read-topic.ts';
import { type Books, booksIn } from './faults/books.ts';
import { interaction, person, secrets } from './faults/secret-person.ts';
import { type Api, apiOf } from './support/api.ts';
import { startTestProduct, type TestProduct } from './support/product.ts';

describeOnKafka('the product with PROJECTION_SOURCE=kafka', () => {
  const prefix = `test-${randomUUID()}`;
  let product: TestProduct;
  let books: Books;
  let admin: Api;
  beforeAll(async () => {
    product = await startTestProduct({
      env: { KAFKA_BROKERS: sharedBroker(), KAFKA_PREFIX: prefix, PROJECTION_SOURCE: 'kafka' },
    });
    books = await booksIn(product.home);
    admin = await apiOf(product);
  }, 120_000);
  afterAll(async () => {
    await books?.close();
    await product?.stop();
  }, 60_000);

  const topic = (name: string) => `${prefix}.${name}`;
  /** All that is told of a stream, once as much as that has come. */
  const toldOf = async (stream: string, events: number): Promise<readonly Kept[]> => {
    for (;;) {
      const messages = await readTopic(sharedBroker(), topic('customer'));
      const told = messages.filter(({ key }) => key === stream);
      if (told.length >= events) return told;
      await sleep(200);
    }
  };

  it('shows what was just done', async () => {
    const { id } = await admin.give('POST', '/customers', { lastName: 'Lovelace' });
    const { status, headers, body } = await admin.send('GET', `/customers/${id}`);
    expect({ status, body }).toMatchObject({ status: 200, body: { lastName: 'Lovelace' } });
    expect(headers.get('consistency')).not.toBe('gave-up');
  }, 30_000);

  it('goes on when the projections are killed', async () => {
    const before = product.pid('projection');
    product.kill('projection');
    const { id } = await admin.give('POST', '/customers', { lastName: 'Afterwards' });
    await product.revived('projection', before);
    // The group waits ten seconds for whoever was killed.
    for (;;) {
      const { status } = await admin.send('GET', `/customers/${id}`);
      if (status === 200) break;
      await sleep(200);
    }
    expect(await books.differences()).toEqual([]);
  }, 90_000);

  it('tells others of an erasure, and never anything personal', async () => {
    const { id } = await admin.give('POST', '/customers', person);
    await admin.give('POST', `/customers/${id}/interactions`, interaction);
    await admin.give('POST', `/customers/${id}/erase`, { reason: 'asked' });
    const told = await toldOf(`customer-${id}`, 3);
    expect(told.map(({ headers }) => headers.type)).toContain('CustomerErased');
    const feed = await readTopic(sharedBroker(), topic('events'));
    const text = JSON.stringify([told, feed]);
    expect(secrets.filter((secret) => text.includes(secret))).toEqual([]);
  }, 60_000);

  it('tells nothing again when read models are rebuilt', async () => {
    await admin.give('POST', '/customers', { lastName: 'Last' });
    const before = await told();
    expect(await admin.send('POST', '/read-models/rebuilds', { models: [] })).toMatchObject({ status: 202 });
    for (let state = ''; state !== 'done'; await sleep(200)) {
      ({ state } = (await books.pool.query('select state from engine.rebuilds')).rows[0]);
      expect(['failed', 'cancelled']).not.toContain(state);
    }
    expect(await told()).toEqual(before);
    expect(await books.differences()).toEqual([]);
  }, 120_000);

  /** How much the feed holds, once it holds the whole log. */
  const told = async () => {
    const { rows } = await books.pool.query('select position from log.head');
    const behind = `select from engine.reactors where name = 'relay' and position < $1`;
    while ((await books.pool.query(behind, [rows[0]?.position])).rowCount !== 0) await sleep(50);
    const messages = await readTopic(sharedBroker(), topic('events'));
    const ends = await endsOf(sharedBroker(), topic('events'));
    return { ends, events: consumed(messages).events.length };
  };
});
