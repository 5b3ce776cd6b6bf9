import { cpus, totalmem } from 'node:os';

/** What the figures were measured on: without it they say nothing. */
export const machine = () => ({
  date: new Date().toISOString(),
  node: process.version,
  cores: cpus().length,
  processor: cpus()[0]?.model ?? 'unknown',
  memoryGiB: Math.round(totalmem() / 2 ** 30),
});
