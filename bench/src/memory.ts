import { readFile } from 'node:fs/promises';

/** Megabytes (10^6 bytes) that a process holds in memory now. Linux only. @throws where it has ended */
export const memoryOf = async (pid: number | undefined): Promise<number> => {
  const text = await readFile(`/proc/${pid}/smaps_rollup`, 'utf8');
  const kibibytes = Number(/^Pss:\s+(\d+) kB$/m.exec(text)?.[1]);
  return (kibibytes * 1024) / 1e6;
};
