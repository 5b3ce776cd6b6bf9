import { isPersonal } from '@crm/contracts';
import type { z } from 'zod';

/** Where the personal values of one event type are: compiled once from its schema, walked per event. */
export type Plan = 'personal' | Branches;

interface Branches {
  /** Properties by name, or a tuple's places; null where nothing in them is personal. */
  readonly named: ReadonlyMap<string, Plan | null>;
  /** Whatever else is there: an array's items, a record's values. */
  readonly each: Plan | null;
}

/** What in an event's data of this schema is personal; null where nothing is. */
export const planOf = (schema: z.ZodType): Plan | null => {
  if (isPersonal(schema)) return 'personal';
  const { same, named, each } = partsOf(schema);
  const own: Branches = {
    named: new Map(Object.entries(named).map(([name, part]) => [name, planOf(part)])),
    each: merge(each.map(planOf)),
  };
  return merge([own, ...same.map(planOf)]);
};

/** Whether a schema supplies values that stored data may lack: such data is parsed when it is read. */
export const hasDefaults = (schema: z.ZodType): boolean => {
  const { same, named, each } = partsOf(schema);
  return (
    ['default', 'prefault'].includes(schema.type) ||
    [...same, ...each, ...Object.values(named)].some((part) => hasDefaults(part))
  );
};

/** What holds for the value under a key. */
export const planAt = (plan: Branches, key: string): Plan | null => {
  const named = plan.named.get(key);
  return named === undefined ? plan.each : named;
};

/** A union's options in one plan: what is personal in one of them is personal in all. */
const merge = (plans: readonly (Plan | null)[]): Plan | null => {
  const branches: Branches[] = [];
  for (const plan of plans) {
    if (plan === 'personal') return plan;
    if (plan !== null) branches.push(plan);
  }
  if (branches.length === 0) return null;
  const names = new Set(branches.flatMap(({ named }) => [...named.keys()]));
  const named = new Map([...names].map((name) => [name, merge(branches.map((plan) => planAt(plan, name)))]));
  const each = merge(branches.flatMap((plan) => plan.each ?? []));
  return each === null && [...named.values()].every((plan) => plan === null) ? null : { named, each };
};

/** The schemas inside a schema: in its very place, under a name, under any other key. */
interface Parts {
  readonly same: readonly z.ZodType[];
  readonly named: Readonly<Record<string, z.ZodType>>;
  readonly each: readonly z.ZodType[];
}

/** @throws Error for kinds of schema that no event may have: those that are not JSON, and those that hold themselves */
const partsOf = (schema: z.ZodType): Parts => {
  const { def } = (schema as z.ZodType & z.core.$ZodTypes)._zod;
  switch (def.type) {
    case 'object':
      return parts({ named: def.shape, each: def.catchall ? [def.catchall] : [] });
    case 'array':
      return parts({ each: [def.element] });
    case 'record':
      return parts({ each: [def.valueType] });
    case 'tuple':
      return parts({
        named: Object.fromEntries(Object.entries(def.items)),
        each: def.rest ? [def.rest] : [],
      });
    case 'union':
      return parts({ same: def.options });
    case 'intersection':
      return parts({ same: [def.left, def.right] });
    case 'pipe':
      return parts({ same: [def.in] });
    case 'nullable':
    case 'optional':
    case 'nonoptional':
    case 'default':
    case 'prefault':
    case 'catch':
    case 'readonly':
      return parts({ same: [def.innerType] });
    case 'lazy':
    case 'map':
    case 'set':
    case 'promise':
    case 'function':
      throw new Error(`an event cannot hold a ${def.type}: where it is personal could not be told`);
    default:
      return parts({});
  }
};

const parts = ({
  same = [],
  named = {},
  each = [],
}: {
  same?: readonly z.core.$ZodType[];
  named?: Readonly<Record<string, z.core.$ZodType>>;
  each?: readonly z.core.$ZodType[];
}): Parts => ({ same, named, each }) as Parts;
