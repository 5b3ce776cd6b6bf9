import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { detect } from 'chardet';
import iconv from 'iconv-lite';
import { Unusable } from '../unusable.ts';

/** What one pass over a file's bytes tells. */
export interface Survey {
  readonly bytes: number;
  /** SHA-256 of the whole file, hex: the same file is the same import. */
  readonly hash: string;
  /** An encoding iconv-lite knows. */
  readonly encoding: string;
}

/** How many bytes, from the first one on that is not UTF-8, are looked at to tell the encoding. */
const telling = 256 * 1024;

/**
 * Reads the file once. Valid UTF-8 to its last byte is UTF-8; only else is the encoding judged by statistics.
 * @throws Unusable when it is empty or no text
 */
export const survey = async (file: string): Promise<Survey> => {
  const hash = createHash('sha256');
  const strict = new TextDecoder('utf-8', { fatal: true });
  const samples: Buffer[] = [];
  let sampled = 0;
  let bytes = 0;
  let utf8 = true;
  for await (const chunk of createReadStream(file, { highWaterMark: 256 * 1024 }) as AsyncIterable<Buffer>) {
    if (bytes === 0) refuseBinary(chunk, file);
    bytes += chunk.length;
    hash.update(chunk);
    utf8 = utf8 && decodes(strict, chunk);
    if (sampled < telling && (sampled === 0 || !utf8)) {
      samples.push(chunk);
      sampled += chunk.length;
    }
  }
  if (bytes === 0) throw new Unusable(`${file} is empty.`);
  const sample = Buffer.concat(samples);
  const encoding = byteOrderMark(sample) ?? (utf8 && decodes(strict) ? 'utf-8' : guessed(sample));
  return { bytes, hash: hash.digest('hex'), encoding };
};

/** Whether the bytes (without any: the end of the text) are UTF-8. */
const decodes = (decoder: InstanceType<typeof TextDecoder>, chunk?: Buffer): boolean => {
  try {
    decoder.decode(chunk, { stream: chunk !== undefined });
    return true;
  } catch (error) {
    if (codeOf(error) === 'ERR_ENCODING_INVALID_ENCODED_DATA') return false;
    throw error;
  }
};

/** Asked of the value and not of its class: an error of another realm is one as well. */
const codeOf = (error: unknown): unknown =>
  typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;

const byteOrderMark = (start: Buffer): string | null => {
  if (start[0] === 0xef && start[1] === 0xbb && start[2] === 0xbf) return 'utf-8';
  if (start[0] === 0xff && start[1] === 0xfe) return 'utf-16le';
  if (start[0] === 0xfe && start[1] === 0xff) return 'utf-16be';
  return null;
};

const guessed = (sample: Buffer): string => {
  const zeros = (from: number) => sample.filter((byte, index) => index % 2 === from && byte === 0).length;
  if (zeros(1) > sample.length / 8) return 'utf-16le';
  if (zeros(0) > sample.length / 8) return 'utf-16be';
  const name = detect(sample);
  // Files that call themselves Latin-1 come from Windows: its code page holds Latin-1 and the euro sign beside.
  if (name === null || name === 'ISO-8859-1' || name === 'UTF-8' || !iconv.encodingExists(name))
    return 'windows-1252';
  return name.toLowerCase();
};

const refuseBinary = (start: Buffer, file: string): void => {
  if (start.subarray(0, 4).toString('latin1') === 'PK\x03\x04')
    throw new Unusable(`${file} is an Excel workbook or a zip file. Save the sheet as CSV and import that.`);
  if (start.subarray(0, 4).toString('latin1') === '\xd0\xcf\x11\xe0')
    throw new Unusable(`${file} is an old Excel workbook. Save the sheet as CSV and import that.`);
  if (start[0] === 0x1f && start[1] === 0x8b) throw new Unusable(`${file} is compressed: unpack it first.`);
};
