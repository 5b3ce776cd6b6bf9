import canonicalize from 'canonicalize';
import { NotCanonical } from './errors.ts';

/** Deeper values would overflow the stack of whoever reads them recursively. */
const maxDepth = 100;

/**
 * RFC 8785 canonical JSON. A property that is undefined is left out, as JSON.stringify does.
 * @throws NotCanonical naming the JSON path, never the value
 */
export const canonical = (value: unknown): string => {
  const found = fault(value, 0);
  if (found !== null) throw new NotCanonical(`$${found.path}`, found.reason);
  return canonicalize(value) as string;
};

/** What an event's proof hashes: canonical JSON as UTF-8, its personal part sealed, without its position. */
export const eventBytes = (event: {
  readonly stream: string;
  readonly revision: number;
  readonly id: string;
  readonly type: string;
  readonly schema: number;
  readonly data: unknown;
  readonly metadata: unknown;
}): Uint8Array => {
  const { stream, revision, id, type, schema, data, metadata } = event;
  return Buffer.from(canonical({ stream, revision, id, type, schema, data, metadata }));
};

interface Fault {
  readonly path: string;
  readonly reason: string;
}

/** The first fault in a value. Its path is put together on the way out: values without one pay nothing for it. */
const fault = (value: unknown, depth: number): Fault | null => {
  if (typeof value === 'string') return flaw(value);
  if (typeof value === 'number') return numberFlaw(value);
  if (typeof value === 'boolean' || value === null) return null;
  if (typeof value !== 'object') return here(`a ${typeof value} is not JSON`);
  if (depth === maxDepth) return here(`nested deeper than ${maxDepth} levels`);
  if (Array.isArray(value)) {
    for (let index = 0; index < value.length; index++) {
      const found = fault(value[index], depth + 1);
      if (found !== null) return within(`[${index}]`, found);
    }
    return null;
  }
  if (!isPlain(value)) return here('only plain objects are JSON');
  for (const [key, inner] of Object.entries(value)) {
    if (inner === undefined) continue;
    const found = flaw(key) ?? fault(inner, depth + 1);
    if (found !== null) return within(`.${key}`, found);
  }
  return null;
};

const flaw = (text: string): Fault | null => {
  if (!text.isWellFormed()) return here('a lone surrogate is not Unicode text');
  return text.includes('\0') ? here('NUL cannot be stored') : null;
};

const numberFlaw = (value: number): Fault | null => {
  if (!Number.isFinite(value)) return here(`${value} is not JSON`);
  return Number.isInteger(value) && !Number.isSafeInteger(value)
    ? here('integers beyond 2^53 are not exact')
    : null;
};

/** By tag and not by prototype: a plain object of another realm is plain as well. */
const isPlain = (value: object): boolean =>
  Object.prototype.toString.call(value) === '[object Object]' && !('toJSON' in value);

const here = (reason: string): Fault => ({ path: '', reason });

const within = (step: string, { path, reason }: Fault): Fault => ({ path: step + path, reason });
