import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { TestDatabase } from '@crm/service-kit/testing/database';

/** What a replica says of itself. */
export interface Said {
  /** Partitions that it holds. */
  readonly held?: number;
  /** It freezes in this moment. */
  readonly frozen?: true;
  readonly superseded?: true;
  readonly fault?: string;
}

/** A replica in a process of its own. */
export interface ReplicaProcess {
  readonly process: ChildProcess;
  readonly said: readonly Said[];
  /** Waits until it has said something like it, from here on or from the first line. */
  readonly says: (isIt: (said: Said) => boolean, from?: number) => Promise<void>;
  readonly end: () => Promise<void>;
}

const program = fileURLToPath(new URL('replica-process.ts', import.meta.url));

/** How a replica of a test works. */
export interface ReplicaOptions {
  readonly partitions?: number;
  /** Whether it freezes itself once, between the first events that it reads and their writing. */
  readonly freezes?: boolean;
}

/** Starts a replica on a test's database. */
export const startReplica = (
  database: TestDatabase,
  { partitions = 64, freezes = false }: ReplicaOptions = {},
): ReplicaProcess => {
  const child = spawn(process.execPath, [program], {
    env: {
      ...process.env,
      NODE_OPTIONS: '',
      DATABASE_URL: database.url('crm_projection'),
      PARTITIONS: String(partitions),
      FREEZES: String(freezes),
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const said: Said[] = [];
  createInterface({ input: child.stdout }).on('line', (line) => said.push(JSON.parse(line)));
  const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  return {
    process: child,
    said,
    says: async (isIt, from = 0) => {
      while (!said.slice(from).some(isIt)) await sleep(10);
    },
    end: async () => {
      child.kill('SIGCONT');
      child.kill('SIGTERM');
      await gone;
    },
  };
};
