import { createPublicKey, type JsonWebKey, type KeyObject } from 'node:crypto';
import { z } from 'zod';
import { Overloaded } from '../problem.ts';

const Jwks = z.object({ keys: z.array(z.looseObject({ kid: z.string() })) });

/** Milliseconds before a key that was not there is asked for again. */
const patience = 5_000;

/** Gives the public key of a `kid`; undefined where there is none. */
export type KeyFinder = (kid: string) => Promise<KeyObject | undefined>;

/** The keys that a service publishes: asked for when one is needed that is not known yet. @throws Overloaded */
export const publishedKeys = (url: string): KeyFinder => {
  let known: ReadonlyMap<string, KeyObject> = new Map();
  let askedAt = Number.NEGATIVE_INFINITY;
  let asking: Promise<void> | undefined;
  const ask = async (): Promise<void> => {
    const response = await fetch(url, { signal: AbortSignal.timeout(3_000) }).catch((cause: unknown) => {
      throw new Overloaded('the keys of auth-service cannot be read', { cause });
    });
    if (!response.ok) throw new Overloaded(`auth-service answers its keys with ${response.status}`);
    known = keysOf(Jwks.parse(await response.json()).keys);
    askedAt = performance.now();
  };
  return async (kid) => {
    if (!known.has(kid) && performance.now() - askedAt > patience) {
      asking ??= ask().finally(() => {
        asking = undefined;
      });
      await asking;
    }
    return known.get(kid);
  };
};

/** Parsed once: a verification with a key in text form costs several times as much. */
export const keysOf = (
  keys: readonly (JsonWebKey & { readonly kid?: unknown })[],
): ReadonlyMap<string, KeyObject> =>
  new Map(keys.map((jwk) => [String(jwk.kid), createPublicKey({ key: jwk, format: 'jwk' })]));
