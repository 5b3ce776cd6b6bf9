import { createHmac } from 'node:crypto';
import { KeyReused } from '@crm/contracts';
import { canonical } from '@crm/event-store';
import type { Decided } from './aggregate.ts';
import type { Identities, Intent } from './intent.ts';
import type { Loaded, Loader } from './load.ts';

/** What the events of a keyed command carry of its body: tells the same key with another body. */
export const requestOf = (
  { command, path, body, idempotencyKey }: Intent,
  key: Buffer,
): string | undefined =>
  idempotencyKey === undefined
    ? undefined
    : createHmac('sha256', key).update(canonical({ command, path, body })).digest('base64url');

/** The id that a command made inside its aggregate: the first of its new ids, where an event carries it. */
export const createdIn = (events: readonly Pick<Decided, 'data'>[], ids: Identities): string | undefined =>
  events.some(({ data }) => Object.values(data).includes(ids.first())) ? ids.first() : undefined;

/** Whether this stream holds events of the command already: it was given before. */
export const isRepeated = (stream: string, loaded: Loaded, ids: Identities): boolean =>
  loaded.keyed.size > 0 && loaded.keyed.has(ids.event(stream, 0));

/**
 * The result of a command given before with the same key: found by its derived event ids, so it is the same on every
 * replica and after every restart.
 * @throws KeyReused where the key came with another body
 */
export const firstResult = async (
  { read }: Pick<Loader, 'read'>,
  stream: string,
  loaded: Loaded,
  { ids, request }: { ids: Identities; request: string | undefined },
) => {
  const first = loaded.keyed.get(ids.event(stream, 0));
  if (first === undefined) throw new Error(`${stream} holds no result of this command`);
  if (first.request !== request) throw new KeyReused();
  let last = first;
  for (let n = 1; ; n++) {
    const next = loaded.keyed.get(ids.event(stream, n));
    if (next === undefined) break;
    last = next;
  }
  const events = await read(stream, first.revision);
  const own = events.filter(({ revision }) => revision <= last.revision) as readonly Pick<Decided, 'data'>[];
  return {
    /** Revision of the command's first event. */
    from: first.revision,
    revision: last.revision,
    position: last.position,
    createdId: createdIn(own, ids),
  };
};
