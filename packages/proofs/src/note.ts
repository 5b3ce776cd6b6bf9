import { createPublicKey, hash, type KeyObject, sign, verify } from 'node:crypto';

/**
 * Signed notes as https://c2sp.org/signed-note has them, with Ed25519: a text, an empty line, and a line
 * `— <key name> <base64 of key id and signature>` a signature.
 */

/** A key that notes are verified with, by the name that stands in them. */
export interface Verifier {
  readonly name: string;
  readonly key: KeyObject;
}

/** The private half. */
export type Signer = Verifier;

/** The byte that stands for Ed25519 among the types of signatures. */
const ed25519 = 1;
/** What SubjectPublicKeyInfo writes before the 32 bytes of an Ed25519 key. */
const spkiPrefix = Buffer.from('302a300506032b6570032100', 'hex');

/** The text, which ends with a newline, signed. */
export const signNote = (text: string, { name, key }: Signer): string => {
  const id = keyId({ name, key: createPublicKey(key) });
  const signature = Buffer.concat([id, sign(null, Buffer.from(text), key)]).toString('base64');
  return `${text}\n— ${name} ${signature}\n`;
};

/** The text of a note that the key has signed; null where it has not. Signatures of other keys are passed over. */
export const openNote = (note: string, verifier: Verifier): string | null => {
  const end = note.lastIndexOf('\n\n');
  if (end === -1 || !note.endsWith('\n')) return null;
  const text = note.slice(0, end + 1);
  const own = note
    .slice(end + 2)
    .split('\n')
    .map((line) => /^— (\S+) (\S+)$/.exec(line))
    .filter((match) => match?.[1] === verifier.name)
    .map((match) => Buffer.from(match?.[2] ?? '', 'base64'))
    .filter((signature) => signature.subarray(0, 4).equals(keyId(verifier)));
  const isSigned = (signature: Buffer) =>
    verify(null, Buffer.from(text), verifier.key, signature.subarray(4));
  return own.length > 0 && own.every(isSigned) ? text : null;
};

/** The key as text, in the form that tools for such logs take: `<name>+<key id>+<base64 of type and key>`. */
export const verifierText = (verifier: Verifier): string =>
  [verifier.name, keyId(verifier).toString('hex'), typed(verifier.key).toString('base64')].join('+');

/** The opposite; null where it is no such key, or its id is not that of the key and the name. */
export const verifierOf = (text: string): Verifier | null => {
  const [, name = '', id, encoded = ''] = /^([^\s+]+)\+([\da-f]{8})\+(\S+)$/.exec(text.trim()) ?? [];
  const bytes = Buffer.from(encoded, 'base64');
  if (bytes.length !== 33 || bytes[0] !== ed25519) return null;
  const der = Buffer.concat([spkiPrefix, bytes.subarray(1)]);
  const verifier = { name, key: createPublicKey({ key: der, format: 'der', type: 'spki' }) };
  return keyId(verifier).toString('hex') === id ? verifier : null;
};

/** The 32 bytes of a public key. */
export const rawKey = (key: KeyObject): Buffer => key.export({ format: 'der', type: 'spki' }).subarray(-32);

const typed = (key: KeyObject): Buffer => Buffer.concat([Buffer.of(ed25519), rawKey(key)]);

const keyId = ({ name, key }: Verifier): Buffer =>
  hash('sha256', Buffer.concat([Buffer.from(`${name}\n`), typed(key)]), 'buffer').subarray(0, 4);
