import { createInterface } from 'node:readline/promises';
import { Writable } from 'node:stream';

/** Lets a command come to its end where nobody reads on: `crm projections status | head`. */
export const outliveReaders = (out: NodeJS.EventEmitter = process.stdout): void => {
  out.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
  });
};

/** A line for people. */
export const say = (text: string): void => void process.stdout.write(`${text}\n`);

/** Asks at the terminal without showing what is typed; null where there is no terminal. */
export const askSecret = async (question: string): Promise<string | null> => {
  if (!process.stdin.isTTY) return null;
  process.stderr.write(question);
  const silent = new Writable({ write: (_chunk, _encoding, done) => done() });
  const lines = createInterface({ input: process.stdin, output: silent, terminal: true });
  try {
    return await lines.question('');
  } finally {
    lines.close();
    process.stderr.write('\n');
  }
};

/** Aborts at the first Ctrl-C and says what comes of it; a second one ends at once. */
export const interruption = (
  sentence = 'Finishing what is under way; Ctrl-C again ends at once.',
): AbortSignal => {
  const controller = new AbortController();
  process.once('SIGINT', () => {
    process.stderr.write(`\n${sentence}\n`);
    controller.abort();
    process.once('SIGINT', () => process.exit(2));
  });
  return controller.signal;
};
