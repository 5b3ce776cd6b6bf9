import { z } from 'zod';
import { Problem } from './problem.ts';

/** The answer to every command that was carried out, or found to be so already. */
export const Accepted = z.object({
  /** The aggregate. */
  id: z.string(),
  /** Its revision now: the ETag. */
  revision: z.int(),
  /** What the command made inside the aggregate (an e-mail entry, an interaction), where it made something. */
  createdId: z.string().optional(),
});
export type Accepted = z.infer<typeof Accepted>;

/** `POST /batch`: up to 500 commands, each decided by itself, under the same rights as one by one. */
export const Batch = z.strictObject({
  commands: z
    .array(
      z.strictObject({
        /** The command's name: `RegisterCustomer`. */
        command: z.string().max(100),
        /** The values of the path's `:segments`, `id` among them. */
        path: z.record(z.string().max(50), z.uuid()).default({}),
        body: z.unknown().optional(),
        idempotencyKey: z.string().min(1).max(200).optional(),
        /** The import and the row of the file (from 1) that this command comes from. */
        import: z.strictObject({ id: z.uuid(), row: z.int().min(1) }).optional(),
      }),
    )
    .min(1)
    .max(500),
});
export type Batch = z.input<typeof Batch>;

/** One result an item, in the order of the commands; commands on one aggregate are carried out in that order. */
export const BatchAnswer = z.object({
  results: z.array(
    z.union([
      z.object({ status: z.literal(200), accepted: Accepted, changed: z.boolean() }),
      z.object({ status: z.int().min(400), problem: Problem }),
    ]),
  ),
});
export type BatchAnswer = z.infer<typeof BatchAnswer>;
