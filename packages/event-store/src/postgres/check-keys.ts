import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Pool } from 'pg';
import { WrongKey } from '../errors.ts';
import type { MasterKeys } from '../sealing/keyring.ts';
import { readFailure } from './failures.ts';

/** The keys of the environment, by name. `previous`: the master key before, while it is being replaced. */
export interface NamedKeys {
  readonly master: Buffer;
  readonly previous?: Buffer | undefined;
  readonly lookup?: Buffer | undefined;
}

/**
 * Refuses keys with which what is stored could not be read or found, and answers the master keys to go on with. The
 * first start that may write them writes down by what they are known again; where nothing is written down yet, nothing
 * was written with them either.
 * @throws WrongKey, Unavailable
 */
export const checkKeys = async (pool: Pool, keys: NamedKeys): Promise<MasterKeys> => {
  const { master, previous, lookup } = keys;
  const checks = new Map([
    ['master', checkOf('master', master)],
    ...(lookup === undefined ? [] : [['lookup', checkOf('lookup', lookup)] as const]),
  ]);
  let known = await read(pool);
  if (known.writable && [...checks.keys()].some((name) => !known.checks.has(name))) {
    await write(pool, checks);
    known = await read(pool);
  }
  const lookupKnown = known.checks.get('lookup');
  if (lookup !== undefined && lookupKnown !== undefined && !isOf('lookup', lookup, lookupKnown))
    throw new WrongKey(
      'The lookup key (LOOKUP_KEY) is not the one that this log was written with: start with the original key.',
    );
  return { current: master, previous, generation: generationOf(keys, known.checks) };
};

/** By what a key of the environment is known again, for ever. */
export const checkOf = (name: 'master' | 'lookup', key: Buffer): Buffer =>
  createHmac('sha256', key).update(`crm key check: ${name}`).digest();

interface Check {
  readonly value: Buffer;
  readonly generation: number;
}

const isOf = (name: 'master' | 'lookup', key: Buffer | undefined, { value }: Check): boolean =>
  key !== undefined && timingSafeEqual(checkOf(name, key), value);

/** Which of the log's master keys this one is; one later than the last where it is about to replace that. */
const generationOf = ({ master, previous }: NamedKeys, checks: ReadonlyMap<string, Check>): number => {
  const [last, before] = [checks.get('master'), checks.get('master-previous')];
  if (last === undefined) return 1;
  if (isOf('master', master, last)) {
    if (before === undefined || isOf('master', previous, before)) return last.generation;
    throw new WrongKey(
      'The rotation of the master key is not finished: start with the key before as MASTER_KEY_PREVIOUS until it is.',
    );
  }
  if (isOf('master', previous, last)) {
    if (before === undefined) return last.generation + 1;
    if (isOf('master', master, before)) return before.generation;
  }
  throw new WrongKey(
    last.generation === 1
      ? 'The master key (MASTER_KEY) is not the one that this log was written with: start with the original key.'
      : 'The master key (MASTER_KEY) is not the present one: it was rotated. Start with the key of the last rotation.',
  );
};

const read = async (pool: Pool) => {
  const { rows } = await pool
    .query<{ writable: boolean; name: string | null; value: Buffer; generation: number }>(
      `select may.writable, c.name, c.value, c.generation
       from (select has_table_privilege('keys.checks', 'insert') as writable) may
       left join keys.checks c on true`,
    )
    .catch((error: unknown) => Promise.reject(readFailure(error)));
  const checks = new Map<string, Check>(
    rows.flatMap(({ name, value, generation }) => (name === null ? [] : [[name, { value, generation }]])),
  );
  return { writable: rows[0]?.writable === true, checks };
};

const write = async (pool: Pool, checks: ReadonlyMap<string, Buffer>): Promise<void> => {
  await pool
    .query(
      `insert into keys.checks (name, value)
       select * from unnest($1::text[], $2::bytea[])
       on conflict (name) do nothing`,
      [[...checks.keys()], [...checks.values()]],
    )
    .catch((error: unknown) => Promise.reject(readFailure(error)));
};
