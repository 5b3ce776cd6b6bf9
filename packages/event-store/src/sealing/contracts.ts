import type { EventContract } from '@crm/contracts';
import { hasDefaults, type Plan, planOf } from './plan.ts';
import { sealedKey } from './seal.ts';

export type Contracts = Readonly<Record<string, EventContract>>;

/** What the store knows of one event type, compiled once from its contract. */
export interface Compiled {
  /** What in the data is personal; null: nothing. */
  readonly plan: Plan | null;
  /** Stored data in its current shape: lifted version by version, then with the values of later fields. */
  readonly current: (data: unknown, schema: number) => unknown;
}

/** @throws Error for a contract that cannot be kept: it takes the reserved key, or lacks a step of its upcast */
export const compile = (contracts: Contracts): ReadonlyMap<string, Compiled> =>
  new Map(Object.entries(contracts).map(([type, contract]) => [type, compileOne(type, contract)]));

const compileOne = (type: string, { schema, data, upcast }: EventContract): Compiled => {
  const shape: unknown = 'shape' in data ? data.shape : {};
  if (Object.hasOwn(shape as object, sealedKey)) throw new Error(`${type} may not have a field ${sealedKey}`);
  const steps = Array.from({ length: schema - 1 }, (_, index) => {
    const step = upcast[index + 1];
    if (step === undefined) throw new Error(`${type} has no upcast from schema ${index + 1}`);
    return step;
  });
  const lift = (old: unknown, from: number) =>
    steps.slice(from - 1).reduce((value, step) => step(value), old);
  // Parsing costs more than opening the seal, so data is parsed only where that can add something.
  const complete = hasDefaults(data) ? (value: unknown) => data.parse(value) : (value: unknown) => value;
  return {
    plan: planOf(data),
    current: (stored, from) => complete(from < schema ? lift(stored, from) : stored),
  };
};
