import { type Actor, mayOn, type Scope, scopeOf } from '@crm/contracts';
import { readModels, type Tells } from '@crm/read-models';
import { tokenTerms } from '@crm/service-kit/auth/verify';
import type { Announcement, LiveChange, LiveChanges } from '@crm/service-kit/questions/live-changes';
import { requestContext } from '@crm/service-kit/request-context';
import { type Response, Router } from 'express';
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

/** Milliseconds between signs of life, which also find out who has gone. */
const heartbeat = 20_000;
/** Bytes that may wait for a client that does not read. Then it is dropped: it looks again when it comes back. */
const mostWaiting = 256 * 1024;

interface Client {
  readonly actor: Actor;
  readonly res: Response;
}

/**
 * `GET /changes`: server-sent events that tell which rows changed, to those who may see them today. A stream ends with
 * the token it was opened with, so that rights taken away end with it; the client opens the next one.
 */
export const changesRoute = (pool: Pool, live: LiveChanges, signal: AbortSignal): Router => {
  const clients = new Set<Client>();
  const drop = (client: Client): void => {
    clients.delete(client);
    client.res.destroy();
  };
  const send = (client: Client, text: string): void => {
    client.res.write(text);
    if (client.res.writableLength > mostWaiting) drop(client);
  };

  const tell = async (announcement: Announcement | null): Promise<void> => {
    if (clients.size === 0) return;
    const { position, changes } = announcement ?? everything;
    const owners = await ownersOf(pool, clients, changes);
    for (const client of clients) {
      const seen = changes.filter((change) => maySee(client.actor, change, owners));
      if (seen.length > 0) send(client, eventOf(position, seen));
    }
  };
  // One after another: what is told later is newer.
  let telling = Promise.resolve();
  live.onChange((announcement) => {
    telling = telling.then(() => tell(announcement)).catch(() => [...clients].forEach(drop));
  });
  const beat = setInterval(() => {
    for (const client of clients) send(client, ': here\n\n');
  }, heartbeat);
  signal.addEventListener('abort', () => {
    clearInterval(beat);
    for (const { res } of clients) res.end();
  });

  return Router().get('/changes', (req, res) => {
    const client = { actor: requestContext(req).actor, res };
    res.writeHead(200, {
      'Content-Type': 'text/event-stream',
      'Cache-Control': 'no-store',
      'X-Accel-Buffering': 'no',
    });
    send(client, ': here\n\n');
    clients.add(client);
    const end = setTimeout(() => res.end(), tokenTerms.seconds * 1000);
    res.on('close', () => {
      clearTimeout(end);
      clients.delete(client);
    });
  });
};

/** After a break nobody knows what changed: everything may have. */
const everything: Announcement = {
  position: '',
  changes: [...tellers.keys()].map((model) => ({ model, many: true })),
};

const eventOf = (position: string, changes: readonly LiveChange[]): string => {
  const id = position === '' ? '' : `id: ${position}\n`;
  return `${id}event: changed\ndata: ${JSON.stringify({ position, changes })}\n\n`;
};

type Owners = ReadonlyMap<string, string | null>;

/** Today's owners of the customers that changed; asked for only where somebody reaches no more than his own. */
const ownersOf = async (
  pool: Pool,
  clients: ReadonlySet<Client>,
  changes: readonly LiveChange[],
): Promise<Owners> => {
  const reaches =
    (scope: Scope) =>
    ({ actor }: Client) =>
      scopeOf(actor, 'customer.read') === scope;
  const ids = changes.flatMap((change) => customerIn(change) ?? []);
  if (ids.length === 0 || ![...clients].some(reaches('own'))) return new Map();
  const { rows } = await pool.query<{ id: string; owner_id: string | null }>({
    name: 'owners',
    text: 'select id, owner_id from customer where id = any($1)',
    values: [[...new Set(ids)]],
  });
  return new Map(rows.map(({ id, owner_id }) => [id, owner_id]));
};

/** Of many rows no id is told, so whoever may ask at all may hear of it. */
const maySee = (actor: Actor, change: LiveChange, owners: Owners): boolean => {
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
