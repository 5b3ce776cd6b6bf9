const encoder = new TextEncoder();

/**
 * The partition of a stream, of `count` in all: FNV-1a (32 bits) over its name in UTF-8, then the finalizer of
 * MurmurHash3, for names that differ in their last letters only. It never changes: checkpoints and topics are kept by it.
 */
export const partitionOf = (stream: string, count: number): number => {
  if (count === 1) return 0;
  return finished(hashOf(stream)) % count;
};

const hashOf = (stream: string): number => {
  let hash = 0x811c9dc5;
  for (let at = 0; at < stream.length; at++) {
    const code = stream.charCodeAt(at);
    // A name beyond ASCII, which the log does not take: its letters are not its bytes.
    if (code > 0x7f) return hashOfBytes(encoder.encode(stream));
    hash = Math.imul(hash ^ code, 0x01000193);
  }
  return hash;
};

const hashOfBytes = (bytes: Uint8Array): number =>
  bytes.reduce((hash, byte) => Math.imul(hash ^ byte, 0x01000193), 0x811c9dc5);

const finished = (hash: number): number => {
  let mixed = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return (mixed ^ (mixed >>> 16)) >>> 0;
};
