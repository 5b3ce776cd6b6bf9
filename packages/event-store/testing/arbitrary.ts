import fc from 'fast-check';
import type { z } from 'zod';

/** Begins every text that `arbitraryOf` makes: what was sealed is looked for by it. */
export const marker = '§text§';

const arbitraryText = fc.string({ unit: 'grapheme' }).map((text) => `${marker}${text}`);

/** Any data of an event's stored shape: every kind of schema that the vocabulary uses. */
export const arbitraryOf = (schema: z.core.$ZodType): fc.Arbitrary<unknown> => {
  const { def } = (schema as z.core.$ZodTypes)._zod;
  switch (def.type) {
    case 'string':
      return arbitraryText;
    case 'number':
      return fc.integer();
    case 'boolean':
      return fc.boolean();
    case 'unknown':
      return fc.oneof(arbitraryText, fc.integer(), fc.array(arbitraryText, { maxLength: 3 }));
    case 'nullable':
      return fc.option(arbitraryOf(def.innerType));
    case 'array':
      return fc.array(arbitraryOf(def.element), { maxLength: 3 });
    case 'record':
      return fc.dictionary(fc.string({ unit: 'grapheme' }), arbitraryOf(def.valueType), { maxKeys: 3 });
    case 'union':
      return fc.oneof(...def.options.map(arbitraryOf));
    case 'optional':
    case 'default':
      return arbitraryOf(def.innerType);
    case 'object':
      return objectOf(def.shape);
    default:
      throw new Error(`no arbitrary for ${def.type} yet`);
  }
};

const objectOf = (shape: Readonly<Record<string, z.core.$ZodType>>): fc.Arbitrary<unknown> => {
  const required = Object.keys(shape).filter((key) => shape[key]?._zod.optin === undefined);
  const parts = Object.entries(shape).map(([key, part]) => [key, arbitraryOf(part)] as const);
  return fc.record(Object.fromEntries(parts), { requiredKeys: required, noNullPrototype: true });
};
