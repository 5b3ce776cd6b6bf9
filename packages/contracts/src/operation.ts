import { z } from 'zod';
import type { Method, PathNames, Shape } from './define.ts';
import type { Permission } from './rights.ts';

/** Who may ask for an operation, everybody's data being concerned, and the codes it may be refused with all the same. */
interface OperationTerms {
  readonly needs: Permission;
  readonly refuses?: readonly string[];
  /** What may be missing (404) besides what the path names. */
  readonly misses?: readonly string[];
}

/** An operation: what the machinery is told to do. It changes no record and appends no event. */
export interface OperationContract<
  Path extends string = string,
  Body extends z.ZodType = z.ZodType,
  Answer extends z.ZodType | null = z.ZodType | null,
> extends OperationTerms {
  readonly method: Method;
  readonly path: Path;
  readonly summary: string;
  readonly body: Body;
  /** What it answers at once, while it is carried out (202). Null: it is done by then (204). */
  readonly answer: Answer;
}

/** Declares an operation. Unknown fields in the body are refused. */
export const operation = <
  M extends Method,
  Path extends string,
  S extends Shape,
  Answer extends z.ZodType | null,
>(
  route: `${M} ${Path}`,
  summary: string,
  terms: OperationTerms,
  shape: S,
  answer: Answer,
): OperationContract<Path, z.ZodObject<S, z.core.$strict>, Answer> => {
  const [method, path] = route.split(' ') as [M, Path];
  return { method, path, summary, ...terms, body: z.strictObject(shape), answer };
};

/** What an operation is carried out with: the body and every name of the path. */
export type OperationData<O> =
  O extends OperationContract<infer Path, infer Body>
    ? z.output<Body> & { readonly [Name in PathNames<Path>]: string }
    : never;

/** What carrying an operation out comes to. */
export type Performed<O> = O extends { readonly answer: infer Answer extends z.ZodType }
  ? Promise<z.output<Answer>>
  : Promise<void>;
