/**
 * Arrays in the binary format of Postgres: nothing has to be quoted here and read again there, which is a tenth of what
 * an append costs both sides. https://www.postgresql.org/docs/current/xfunc-c.html, array_recv in arrayfuncs.c
 */
const arrayOf =
  <Value>(elementType: number, sizeOf: (value: Value) => number, write: Write<Value>) =>
  (values: readonly (Value | null)[]): Buffer => {
    const sizes = values.map((value) => (value === null ? nothing : sizeOf(value)));
    const bytes = sizes.reduce((sum, size) => sum + lengthBytes + Math.max(size, 0), headerBytes);
    const array = Buffer.allocUnsafe(bytes);
    const header = [1, sizes.includes(nothing) ? 1 : 0, elementType, values.length, 1];
    header.forEach((field, index) => {
      array.writeInt32BE(field, index * lengthBytes);
    });
    let at = headerBytes;
    for (const [index, value] of values.entries()) {
      const size = sizes[index] ?? nothing;
      at = array.writeInt32BE(size, at);
      if (value === null) continue;
      write(array, value, at);
      at += size;
    }
    return array;
  };

type Write<Value> = (array: Buffer, value: Value, at: number) => void;

const lengthBytes = 4;
/** Dimensions (1), whether there are nulls, the type of the elements, their number, the first one's index (1). */
const headerBytes = 5 * lengthBytes;
/** What stands for the length of a null. */
const nothing = -1;

const asText: Write<string> = (array, value, at) => array.write(value, at);

/** `integer[]` */
export const integers = arrayOf<number>(
  23,
  () => 4,
  (array, value, at) => array.writeInt32BE(value, at),
);

/** `text[]` */
export const texts = arrayOf<string>(25, Buffer.byteLength, asText);

/** `json[]`, of JSON that is text already. */
export const jsons = arrayOf<string>(114, Buffer.byteLength, asText);

/** `uuid[]` */
export const uuids = arrayOf<string>(
  2950,
  () => 16,
  (array, value, at) => array.write(value.replaceAll('-', ''), at, 'hex'),
);

/** `bytea[]` */
export const byteas = arrayOf<Buffer>(
  17,
  ({ length }) => length,
  (array, value, at) => array.set(value, at),
);
