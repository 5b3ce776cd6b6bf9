import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmdirSync } from 'node:fs';
import { open, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { codeOf } from '../../standalone/src/fault.ts';

/** A small disk in memory, with nothing on it. */
export interface SmallDisk {
  readonly folder: string;
  /** Leaves no byte of it free. */
  readonly fill: () => Promise<void>;
  /** Gives the room back. */
  readonly clear: () => Promise<void>;
  readonly remove: () => void;
}

/** Mounts one of so many MB; null where this process may not mount. */
export const smallDisk = (megabytes: number): SmallDisk | null => {
  const folder = mkdtempSync(join(tmpdir(), 'crm-disk-'));
  const mounted = spawnSync('mount', [
    '-t',
    'tmpfs',
    '-o',
    `size=${megabytes}m,mode=755`,
    'crm-test',
    folder,
  ]);
  if (mounted.status !== 0) {
    rmdirSync(folder);
    return null;
  }
  const ballast = join(folder, 'ballast');
  return {
    folder,
    fill: async () => {
      const file = await open(ballast, 'a');
      try {
        for (const size of [1024 * 1024, 4096]) await untilFull(() => file.appendFile(Buffer.alloc(size)));
      } finally {
        await file.close();
      }
    },
    clear: () => rm(ballast),
    remove: () => {
      spawnSync('umount', ['-l', folder]);
      rmdirSync(folder);
    },
  };
};

const untilFull = async (write: () => Promise<void>): Promise<void> => {
  for (;;) {
    try {
      await write();
    } catch (error) {
      if (codeOf(error) === 'ENOSPC') return;
      throw error;
    }
  }
};
