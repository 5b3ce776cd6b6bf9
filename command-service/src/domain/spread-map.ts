/**
 * An immutable map by id. It is kept in shards by the last two characters of the id, so a change copies one shard and
 * the list of shards, not everything: a stream of 10,000 interactions folds in milliseconds instead of seconds.
 */
export interface SpreadMap<Value> {
  readonly get: (id: string) => Value | undefined;
  readonly with: (id: string, value: Value) => SpreadMap<Value>;
}

export const spreadMap = <Value>(
  shards: ReadonlyMap<string, ReadonlyMap<string, Value>> = new Map(),
): SpreadMap<Value> => ({
  get: (id) => shards.get(id.slice(-2))?.get(id),
  with: (id, value) => {
    const shard = id.slice(-2);
    return spreadMap(new Map(shards).set(shard, new Map(shards.get(shard)).set(id, value)));
  },
});
