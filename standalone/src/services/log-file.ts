import { createWriteStream, existsSync, renameSync, statSync, type WriteStream } from 'node:fs';

/** A log that never fills the disk: at `limit` bytes it becomes `<file>.1`, and a new one begins. */
export interface LogFile {
  readonly write: (chunk: Buffer) => void;
  readonly close: () => Promise<void>;
}

/** Opens a log to append to. What cannot be written (a full disk) is dropped: logging never ends a service. */
export const openLogFile = (file: string, limit = 10_000_000): LogFile => {
  let size = existsSync(file) ? statSync(file).size : 0;
  const open = (): WriteStream =>
    createWriteStream(file, { flags: 'a', mode: 0o600 }).on('error', () => undefined);
  let stream = open();
  return {
    write: (chunk) => {
      if (size > 0 && size + chunk.length > limit) {
        stream.end();
        renameSync(file, `${file}.1`);
        stream = open();
        size = 0;
      }
      size += chunk.length;
      if (!stream.destroyed) stream.write(chunk);
    },
    close: () => new Promise((resolve) => (stream.destroyed ? resolve() : stream.end(() => resolve()))),
  };
};
