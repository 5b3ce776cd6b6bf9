/** The services behind the one public API. */
export type Upstream = 'command' | 'query' | 'auth' | 'projection';

/** Paths that belong to one service whatever the method; the first that fits. */
const byPath: readonly (readonly [prefix: string, upstream: Upstream])[] = [
  ['/api/auth', 'auth'],
  ['/api/users', 'auth'],
  ['/api/time-machine', 'projection'],
  ['/api/read-models', 'projection'],
  ['/api/log', 'projection'],
];

/** Which service answers a request: the one that owns the path, else writes go left and reads go right. */
export const upstreamOf = (method: string, path: string): Upstream => {
  const owner = byPath.find(([prefix]) => path === prefix || path.startsWith(`${prefix}/`));
  if (owner !== undefined) return owner[1];
  return method === 'GET' || method === 'HEAD' ? 'query' : 'command';
};
