import { Missing, pathValue } from '@crm/contracts';
import type { Request } from 'express';
import { z } from 'zod';

/** Reads what stands for the names of a route's path; `noun`: what is missing where one stands for nothing. */
export const pathValues = (path: string, noun: string): ((req: Request) => Record<string, string>) => {
  // Made once: making a schema costs more than parsing by it.
  const names = path.match(/(?<=:)\w+/g) ?? [];
  const Values = z.object(Object.fromEntries(names.map((name) => [name, pathValue(name)])));
  return ({ params }) => {
    const values = Values.safeParse(params);
    if (!values.success) throw new Missing(noun);
    return values.data;
  };
};
