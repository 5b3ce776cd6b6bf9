import { createCipheriv, createDecipheriv, randomFillSync } from 'node:crypto';

const algorithm = 'aes-256-gcm';
const [ivBytes, tagBytes] = [12, 16];

const pool = Buffer.alloc(8192);
let used = pool.length;

/** Random bytes for keys and nonces, drawn in bulk: asking the system for a few at a time took 3 % of a command. */
export const random = (bytes: number): Buffer => {
  if (used + bytes > pool.length) {
    randomFillSync(pool);
    used = 0;
  }
  used += bytes;
  return Buffer.from(pool.subarray(used - bytes, used));
};

/** Bytes of a key. */
export const keyBytes = 32;

/**
 * Encrypts with AES-256-GCM: `iv (12) | tag (16) | ciphertext`, behind a header where there is one. `bound` is
 * authenticated, not contained.
 */
export const encrypt = (
  key: Buffer,
  plain: string | Buffer,
  bound: string,
  header = Buffer.alloc(0),
): Buffer => {
  const iv = random(ivBytes);
  const cipher = createCipheriv(algorithm, key, iv);
  cipher.setAAD(Buffer.from(bound));
  const text = typeof plain === 'string' ? cipher.update(plain, 'utf8') : cipher.update(plain);
  cipher.final();
  return Buffer.concat([header, iv, cipher.getAuthTag(), text]);
};

/** The opposite. Null where the key, the bytes or what they are bound to are not those of `encrypt`. */
export const decrypt = (key: Buffer, sealed: Buffer, bound: string): Buffer | null => {
  if (sealed.length < ivBytes + tagBytes) return null;
  const decipher = createDecipheriv(algorithm, key, sealed.subarray(0, ivBytes), { authTagLength: tagBytes });
  decipher.setAuthTag(sealed.subarray(ivBytes, ivBytes + tagBytes));
  decipher.setAAD(Buffer.from(bound));
  const plain = decipher.update(sealed.subarray(ivBytes + tagBytes));
  try {
    decipher.final();
  } catch {
    return null;
  }
  return plain;
};
