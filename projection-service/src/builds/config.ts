import { z } from 'zod';

/** What is configured of rebuilds: where a log is spilled to. Default: the system's folder for such files. */
export const spillConfig = { SPILL_FOLDER: z.string().optional() };
