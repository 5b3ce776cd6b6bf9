import type { Actor } from '@crm/contracts';
import { newId } from '../new-id.ts';
import { derivedId } from './derived-id.ts';

/** One command on its way in: what is asked, of which record, by whom. */
export interface Intent {
  readonly command: string;
  /** The ids in the path; `id` is the aggregate, missing where the command makes a new one. */
  readonly path: Readonly<Record<string, string>>;
  /** The body, parsed by the command's contract. */
  readonly body: Readonly<Record<string, unknown>>;
  readonly actor: Actor;
  readonly correlation: string;
  readonly causation: string;
  readonly trace?: string | undefined;
  /** The revision that the caller read. */
  readonly ifMatch?: number | undefined;
  readonly idempotencyKey?: string | undefined;
  readonly import?: { readonly id: string; readonly row: number } | undefined;
}

/** The ids that one intent gives out; with an idempotency key the same on every retry and every replica. */
export interface Identities {
  readonly aggregate: string;
  /** Of the nth event appended to a stream, or to whatever else tells it from the others. */
  readonly event: (from: string, n: number) => string;
  /** A sequence of new ids. Every stream's decision is handed the same ones. */
  readonly sequence: () => () => string;
  /** The first of them. */
  readonly first: () => string;
}

export const identitiesOf = ({ actor, command, path, idempotencyKey }: Intent): Identities => {
  const scope = JSON.stringify([actor.id, command, Object.entries(path).sort(), idempotencyKey]);
  const make = (purpose: string): string =>
    idempotencyKey === undefined ? newId() : derivedId(`${scope} ${purpose}`);
  const made: string[] = [];
  const nth = (n: number): string => {
    made[n] ??= make(`new ${n}`);
    return made[n];
  };
  return {
    aggregate: path.id ?? make('aggregate'),
    event: (from, n) => make(`${from} ${n}`),
    sequence: () => {
      let n = 0;
      return () => nth(n++);
    },
    first: () => nth(0),
  };
};
