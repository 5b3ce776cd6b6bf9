import { Invalid, inWords } from '@crm/contracts';
import type { z } from 'zod';

/** Parses a caller's input by its contract. The only place where a wrong input is the caller's fault. @throws Invalid */
export const accept = <S extends z.ZodType>(contract: S, input: unknown): z.output<S> => {
  const parsed = contract.safeParse(input, { error: inWords });
  if (parsed.success) return parsed.data;
  throw new Invalid(
    parsed.error.issues.flatMap((issue) =>
      issue.code === 'unrecognized_keys'
        ? issue.keys.map((key) => ({ path: [...issue.path, key].join('.'), message: 'is not known here' }))
        : [{ path: issue.path.join('.'), message: issue.message }],
    ),
  );
};
