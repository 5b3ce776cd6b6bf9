import { type Actor, mayOn, scopeOf } from '@crm/contracts';
import { readModels, type Tells } from '@crm/read-models';
import type { LiveChange } from '@crm/service-kit/questions/live-changes';
import type { Pool } from 'pg';

/** What the read models say of who is told of their rows, and where in a key the customer stands; -1: nowhere. */
interface Teller {
  readonly needs: Tells['needs'];
  readonly customerAt: number;
}
const tellers: ReadonlyMap<string, Teller> = new Map(
  readModels.flatMap(({ name, key, tells }) =>
    tells === undefined
      ? []
      : [[name, { needs: tells.needs, customerAt: key.indexOf(tells.customer ?? '') }] as const],
  ),
);

/** The read models whose changes are told. */
export const toldModels: readonly string[] = [...tellers.keys()];

/** Today's owners of customers. */
export type Owners = ReadonlyMap<string, string | null>;

/** Whether some changes are told to an actor only where a customer is his own. */
export const reachesOnlyOwn = (actor: Actor): boolean =>
  [...tellers.values()].some(({ needs }) => scopeOf(actor, needs) === 'own');

/** Today's owners of the customers that changed. */
export const ownersOf = async (pool: Pool, changes: readonly LiveChange[]): Promise<Owners> => {
  const ids = changes.flatMap((change) => customerIn(change) ?? []);
  if (ids.length === 0) return new Map();
  const { rows } = await pool.query<{ id: string; owner_id: string | null }>({
    name: 'owners',
    text: 'select id, owner_id from customer where id = any($1)',
    values: [[...new Set(ids)]],
  });
  return new Map(rows.map(({ id, owner_id }) => [id, owner_id]));
};

/** Whether an actor may hear of a change today. Of many rows no id is told: whoever may ask at all may hear of it. */
export const maySee = (actor: Actor, change: LiveChange, owners: Owners): boolean => {
  const teller = tellers.get(change.model);
  if (teller === undefined || scopeOf(actor, teller.needs) === null) return false;
  const customer = customerIn(change);
  return customer === undefined || mayOn(actor, teller.needs, owners.get(customer) ?? null);
};

/** The customer that a changed row is about. */
const customerIn = ({ model, key }: LiveChange): string | undefined => {
  const { customerAt = -1 } = tellers.get(model) ?? {};
  return key === undefined || customerAt < 0 ? undefined : (key[customerAt] ?? '');
};
