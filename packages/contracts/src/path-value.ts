import { z } from 'zod';

/** The name of a read model: `customer_search`. */
export const ReadModelName = z.string().regex(/^[a-z][a-z_]{0,62}$/, 'must be the name of a read model');

/** A position in the log, as text: JSON has no big integers. */
export const PositionText = z.string().regex(/^\d{1,19}$/, 'must be a position, such as "1042"');

const Id = z.uuid();

/** Names in paths that stand for something else than an id. */
const others: Readonly<Record<string, z.ZodString>> = { model: ReadModelName, position: PositionText };

/** What a name in a path may stand for. What is nothing of the kind names nothing: 404. */
export const pathValue = (name: string): z.ZodString | typeof Id => others[name] ?? Id;
