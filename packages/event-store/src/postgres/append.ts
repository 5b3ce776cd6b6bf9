import { setTimeout as delay } from 'node:timers/promises';
import type { Pool, QueryArrayConfig } from 'pg';
import type { Admitted, AdmittedEvent } from '../admit.ts';
import { KeyTaken, WrongExpectedRevision } from '../errors.ts';
import { type AppendResult, type ExpectedRevision, latest } from '../port.ts';
import { byteas, integers, jsons, texts, uuids } from './binary-arrays.ts';
import { type Failure, failureOf, outcomeUnknown, sqlState, unavailable } from './failures.ts';
import { isRotated, rotated } from './keyring.ts';

/** What became of one request of a flush. */
export type Outcome = AppendResult | WrongExpectedRevision;

/** Milliseconds before each retry: together about what Postgres takes to come back from a crash. */
const pauses = [20, 100, 300, 1000, 2000];
/** Milliseconds after which no further try begins: whoever waits for the answer has a deadline as well. */
const patience = 15_000;
/** Milliseconds; longer than the function's lock time-out, so that the server's own answer comes first. */
const answerTimeout = 15_000;

/**
 * Sends requests as one transaction. After a broken connection the same ids go out again: what was written is found.
 * @throws Unavailable, AppendOutcomeUnknown, KeyTaken, WrongKey
 */
export const appendAll = async (pool: Pool, requests: readonly Admitted[]): Promise<readonly Outcome[]> => {
  const statement = statementFor(requests);
  const begun = Date.now();
  let mayBeWritten = false;
  for (let tries = 0; ; tries++) {
    const answer = await attempt(pool, statement);
    if ('rows' in answer) return decode(requests, answer.rows);
    if (answer.failure === 'fault') throw faultOf(answer.error);
    mayBeWritten ||= answer.failure === 'outcome-unknown';
    const pause = pauses[tries];
    if (pause === undefined || Date.now() - begun > patience)
      throw mayBeWritten ? outcomeUnknown(answer.error) : unavailable(answer.error);
    await delay(pause * (0.5 + Math.random()));
  }
};

const faultOf = (error: unknown): unknown => {
  if (sqlState(error) === keyTaken) return new KeyTaken('a subject has another key');
  return isRotated(error) ? rotated() : error;
};

type Row = readonly [verdict: 'written' | 'known' | 'refused' | 'held', revision: number, position: unknown];
type Answer = { readonly rows: readonly Row[] } | { readonly failure: Failure; readonly error: unknown };

/** One round trip. Whatever goes wrong before a connection is there has written nothing. */
const attempt = async (pool: Pool, statement: Statement): Promise<Answer> => {
  const client = await pool.connect().catch((error: unknown) => ({ error }));
  if ('error' in client) return { failure: 'nothing-written', error: client.error };
  try {
    const { rows } = await client.query<Row>(statement);
    client.release();
    return { rows };
  } catch (error) {
    client.release(true);
    return { failure: failureOf(error), error };
  }
};

type Statement = QueryArrayConfig & { readonly query_timeout: number };

/** What log.append_with_keys raises. */
const keyTaken = 'CRM01';

/** Most appends have no new key: they need not pay for looking. */
const statementFor = (requests: readonly Admitted[]): Statement => {
  const keys = requests.flatMap(({ newKeys }) => newKeys);
  const events = encode(requests);
  if (keys.length === 0) return calling('log.append', events);
  return calling('log.append_with_keys', [
    ...events,
    texts(keys.map(({ subject }) => subject)),
    byteas(keys.map(({ wrapped }) => wrapped)),
    integers(keys.map(({ masterGeneration }) => masterGeneration)),
  ]);
};

const types = 'int text int int int int text uuid text int json json text bytea int'.split(' ');

const calling = (name: 'log.append' | 'log.append_with_keys', values: Buffer[]): Statement => ({
  name,
  text: `select verdict, revision, position from ${name}(${values.map((_, n) => `$${n + 1}::${types[n]}[]`).join(', ')})`,
  values,
  rowMode: 'array',
  query_timeout: answerTimeout,
});

/** The twelve arrays of log.append: five with an element per stream, seven with one per event. */
const encode = (requests: readonly Admitted[]): Buffer[] => {
  const slots: { request: number; stream: string; expected: number; first: number; size: number }[] = [];
  const events: { slot: number; stream: string; event: AdmittedEvent }[] = [];
  for (const [request, { streams }] of requests.entries())
    for (const { stream, expected, events: own } of streams) {
      slots.push({
        request,
        stream,
        expected: expectation(expected),
        first: events.length + 1,
        size: own.length,
      });
      for (const event of own) events.push({ slot: slots.length, stream, event });
    }
  return [
    integers(slots.map(({ request }) => request)),
    texts(slots.map(({ stream }) => stream)),
    integers(slots.map(({ expected }) => expected)),
    integers(slots.map(({ first }) => first)),
    integers(slots.map(({ size }) => size)),
    integers(events.map(({ slot }) => slot)),
    texts(events.map(({ stream }) => stream)),
    uuids(events.map(({ event }) => event.id)),
    texts(events.map(({ event }) => event.type)),
    integers(events.map(({ event }) => event.schema)),
    jsons(events.map(({ event }) => event.data)),
    jsons(events.map(({ event }) => event.metadata)),
  ];
};

const expectation = (expected: ExpectedRevision): number =>
  typeof expected === 'number' ? expected : { none: -1, exists: -2, any: -3 }[expected];

const decode = (requests: readonly Admitted[], rows: readonly Row[]): readonly Outcome[] => {
  let answered = 0;
  return requests.map(({ streams }) => {
    const own = rows.slice(answered, answered + streams.length);
    answered += streams.length;
    const refused = own.findIndex(([verdict]) => verdict === 'refused');
    if (refused === -1)
      return {
        revisions: own.map(([, revision]) => revision),
        position: latest(own.map(([, , position]) => asBigint(position))),
      };
    const actual = own[refused]?.[1] ?? -1;
    return new WrongExpectedRevision(streams[refused]?.stream ?? '', actual === -1 ? null : actual);
  });
};

/** However the pool reads them: ours gives them as they are. */
const asBigint = (position: unknown): bigint =>
  typeof position === 'bigint' ? position : BigInt(String(position));
