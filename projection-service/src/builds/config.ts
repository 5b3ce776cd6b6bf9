import { z } from 'zod';

/** What is configured of rebuilds: where a log is spilled to. Default: the system's folder for such files. */
export const spillConfig = { SPILL_FOLDER: z.string().optional() };

/** Threads that fold what is rebuilt: two are as fast as one connection to Postgres that takes in what comes of it. */
export const foldingThreads = 2;
