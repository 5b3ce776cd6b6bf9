import {
  Accepted,
  CustomerCard,
  CustomerRow,
  HistoryEntry,
  InteractionView,
  Problem,
  Session,
  StageCount,
  TimelineEntry,
  UserRow,
} from '@crm/contracts';
import { z } from 'zod';

/** A JSON Schema (2020-12), which is what OpenAPI 3.1 schemas are. */
export type Schema = Readonly<Record<string, unknown>>;

/** Shapes that several operations answer, by the name they have in the document. */
const named: Readonly<Record<string, z.ZodType>> = {
  Accepted,
  CustomerCard,
  CustomerRow,
  HistoryEntry,
  InteractionView,
  Problem,
  Session,
  StageCount,
  TimelineEntry,
  UserRow,
};

/** The shapes of the document's `components`. */
export const componentSchemas = (): Readonly<Record<string, Schema>> =>
  Object.fromEntries(Object.entries(named).map(([name, schema]) => [name, converted(schema, 'output')]));

/** What a caller may send. */
export const inputSchema = (schema: z.ZodType): Schema => converted(schema, 'input');

/** What is answered: by reference where the shape has a name. */
export const outputSchema = (schema: z.ZodType): Schema => {
  const name = Object.keys(named).find((each) => named[each] === schema);
  return name === undefined ? converted(schema, 'output') : { $ref: `#/components/schemas/${name}` };
};

/** What a parameter becomes where that says more than what is sent: a list of stages rather than some text. */
export const parameterSchema = (schema: z.ZodType): Schema => {
  const parsed = converted(schema, 'output');
  return 'type' in parsed || 'anyOf' in parsed ? parsed : converted(schema, 'input');
};

const converted = (schema: z.ZodType, io: 'input' | 'output'): Schema => {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { io, unrepresentable: 'any' });
  return rest;
};
