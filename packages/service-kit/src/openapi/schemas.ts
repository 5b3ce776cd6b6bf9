import * as contracts from '@crm/contracts';
import { z } from 'zod';

/** A JSON Schema (2020-12), which is what OpenAPI 3.1 schemas are. */
export type Schema = Readonly<Record<string, unknown>>;

/** What is answered somewhere as a whole, or as one of many. */
const answered = new Set<unknown>([
  contracts.Accepted,
  contracts.InteractionView,
  contracts.Problem,
  contracts.Session,
  ...Object.values(contracts.commands).map(({ answer }) => answer),
  ...Object.values(contracts.operations).map(({ answer }) => answer),
  ...Object.values(contracts.questions).map(({ row }) => row),
]);

/** Those shapes, by the name under which the contracts export them and that they have in the document. */
const named = Object.entries<unknown>(contracts).flatMap(([name, schema]) =>
  schema instanceof z.ZodType && answered.has(schema) ? [[name, schema] as const] : [],
);

/** The shapes of the document's `components`. */
export const componentSchemas = (): Readonly<Record<string, Schema>> =>
  Object.fromEntries(named.map(([name, schema]) => [name, converted(schema, 'output')]));

/** What a caller may send. */
export const inputSchema = (schema: z.ZodType): Schema => converted(schema, 'input');

/** What is answered: by reference where the shape has a name. */
export const outputSchema = (schema: z.ZodType): Schema => {
  const [name] = named.find(([, each]) => each === schema) ?? [];
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
