import type { Json } from '@crm/contracts';
import { canonical } from '../canonical.ts';
import { SealBroken } from '../errors.ts';
import { decrypt, encrypt } from './cipher.ts';
import type { SubjectKey } from './keyring.ts';
import { type Plan, planAt } from './plan.ts';

/**
 * How a sealed event is stored, for ever. In `data`, each personal value is null, and the reserved key `sealed` holds
 * base64url of
 *
 *     format (1 byte: 1) | key generation (2 bytes, big-endian) | iv (12) | tag (16) | ciphertext
 *
 * The ciphertext is the canonical JSON of `{JSON pointer: value}`, AES-256-GCM under the subject's key, bound to the
 * event's id, stream and type. A value that was null already is not in it, and an event without any has no `sealed`.
 */
export const sealedKey = 'sealed';
const format = 1;
const headerBytes = 3;

/** The data of an event as it is appended, and as it is in the log. */
export type Data = { readonly [key: string]: Json };
type Values = Readonly<Record<string, Json>>;

/** What a seal is bound to: a ciphertext moved to another event does not open. */
interface Bound {
  readonly id: string;
  readonly stream: string;
  readonly type: string;
}

/** Data in two parts: what may be read by everybody, and the personal values by JSON pointer; null: there are none. */
export const takeOut = (
  plan: Plan,
  data: Data,
): { readonly open: Data; readonly personal: Values | null } => {
  const personal: Record<string, Json> = {};
  const open = strip(plan, data, '', personal) as Data;
  return Object.keys(personal).length === 0 ? { open: data, personal: null } : { open, personal };
};

/** Data as it is stored. @throws NotCanonical */
export const seal = ({ key, generation }: SubjectKey, open: Data, personal: Values, bound: Bound): Data => {
  const header = Buffer.from([format, generation >> 8, generation & 0xff]);
  const blob = encrypt(key, canonical(personal), textOf(bound), header);
  return { ...open, [sealedKey]: blob.toString('base64url') };
};

/**
 * Data as it was before it was sealed; without its key, or under another generation of it, the personal values stay
 * null. Takes what the store has parsed for this reader alone, and puts the values back in their places.
 * @throws SealBroken
 */
export const open = (key: SubjectKey | undefined, stored: Data, bound: Bound): Data => {
  const { [sealedKey]: text, ...data } = stored;
  const blob = Buffer.from(String(text), 'base64url');
  if (blob[0] !== format || blob.length < headerBytes) throw new SealBroken(bound, 'its format is unknown');
  if (key === undefined || blob.readUInt16BE(1) !== key.generation) return data;
  const plain = decrypt(key.key, blob.subarray(headerBytes), textOf(bound));
  if (plain === null) throw new SealBroken(bound, 'it is not what was sealed');
  for (const [pointer, value] of Object.entries(JSON.parse(plain.toString()) as Values))
    if (!putBack(data, pointer, value)) throw new SealBroken(bound, 'what is around it has changed');
  return data;
};

const strip = (plan: Plan, value: Json, pointer: string, personal: Record<string, Json>): Json => {
  if (value === null || value === undefined) return value;
  if (plan === 'personal') {
    personal[pointer] = value;
    return null;
  }
  if (typeof value !== 'object') return value;
  const entries = Object.entries(value).map(([key, inner]): [string, Json] => {
    const part = planAt(plan, key);
    return [key, part === null ? inner : strip(part, inner, `${pointer}/${toStep(key)}`, personal)];
  });
  return Array.isArray(value) ? entries.map(([, inner]) => inner) : Object.fromEntries(entries);
};

/** Whether there was a place for it. */
const putBack = (data: Data, pointer: string, value: Json): boolean => {
  const steps = pointer.slice(1).split('/').map(fromStep);
  const last = steps.pop() ?? '';
  let parent: unknown = data;
  for (const step of steps) parent = isObject(parent) && Object.hasOwn(parent, step) ? parent[step] : null;
  if (!isObject(parent) || !Object.hasOwn(parent, last)) return false;
  parent[last] = value;
  return true;
};

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null;

/** Names and ids have no line breaks, so no two bounds have the same text. */
const textOf = ({ id, stream, type }: Bound): string => `${id}\n${stream}\n${type}`;

/** JSON pointers, RFC 6901. */
const toStep = (key: string): string =>
  /[~/]/.test(key) ? key.replaceAll('~', '~0').replaceAll('/', '~1') : key;
const fromStep = (step: string): string =>
  step.includes('~') ? step.replaceAll('~1', '/').replaceAll('~0', '~') : step;
