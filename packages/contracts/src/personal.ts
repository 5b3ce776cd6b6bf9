import type { z } from 'zod';

/**
 * Marks a field as personal: it is sealed under its subject's key before it is stored, and reads as null once the
 * subject has been erased. The null in the type makes every fold and screen face that.
 */
export const personal = <S extends z.ZodType>(schema: S): z.ZodNullable<S> =>
  schema.nullable().meta({ personal: true });

/** Whether a schema carries the mark. */
export const isPersonal = (schema: z.ZodType): boolean => schema.meta()?.personal === true;
