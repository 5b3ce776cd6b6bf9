import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { EventStoreDBClient, jsonEvent } from '@eventstore/db-client';

/** The client package as it is, without our adapter: what its defects are shown on. */
export const bareClient = (url: string): EventStoreDBClient => EventStoreDBClient.connectionString(url);

/** An event of its own. */
export const bareEvent = (text = 'bare') => jsonEvent({ type: 'Noted', data: { text } });

/** Whether a promise has settled after so many milliseconds. */
export const settles = async (promise: Promise<unknown>, milliseconds: number): Promise<boolean> => {
  let settled = false;
  const note = (): void => {
    settled = true;
  };
  promise.then(note, note);
  await new Promise((resolve) => setTimeout(resolve, milliseconds));
  return settled;
};

/** A program over the bare client in a process of its own, for what would end ours. */
export interface Program {
  /** Settles when it has printed this line. */
  readonly says: (line: string) => Promise<void>;
  /** Its exit code, and everything that it said. */
  readonly ended: Promise<{ readonly code: number | null; readonly said: string }>;
}

/** Runs one; `client` is connected to the url, and everything of the package is in `db`. */
export const runProgram = (url: string, program: string): Program => {
  const source = `import * as db from '@eventstore/db-client';
const client = db.EventStoreDBClient.connectionString(${JSON.stringify(url)});
setTimeout(() => process.exit(0), 5_000);
${program}`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', source], {
    cwd: new URL('../../', import.meta.url),
    env: { PATH: process.env.PATH },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => {
      said += chunk.toString();
    });
  const ended = once(child, 'close').then(([code]) => ({ code, said }));
  const says = async (line: string): Promise<void> => {
    while (!said.includes(`${line}\n`) && child.exitCode === null) await once(child.stdout, 'data');
  };
  return { says, ended };
};
