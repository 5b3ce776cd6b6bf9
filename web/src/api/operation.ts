import type { OperationContract } from '@crm/contracts';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { z } from 'zod';
import { apiPath, type PathIds } from './path.ts';
import type { ProblemError } from './problem.ts';
import { request } from './request.ts';

/** What an operation is asked for with: the values of its path, and its body where that is not empty. */
export type OperationInput<O extends OperationContract> = PathIds<O['path']> &
  (Record<never, never> extends z.input<O['body']>
    ? { readonly body?: z.input<O['body']> }
    : { readonly body: z.input<O['body']> });

type Answer<O extends OperationContract> = O['answer'] extends z.ZodType ? z.output<O['answer']> : null;

/** Asks for an operation; resolves with its answer, the work itself may still be under way. @throws ProblemError */
export const perform = async <O extends OperationContract>(
  { method, path, answer }: O,
  input: OperationInput<O>,
): Promise<Answer<O>> => {
  const given: { readonly [name: string]: unknown; readonly body?: unknown } = input;
  const response = await request(apiPath(path, given), { method, body: given.body ?? {} });
  return (answer === null ? null : answer.parse(await response.json())) as Answer<O>;
};

interface Options<O extends OperationContract> {
  readonly onSuccess?: (answer: Answer<O>, input: OperationInput<O>) => void;
  readonly onError?: (error: ProblemError, input: OperationInput<O>) => void;
}

/** Asks for an operation: `const cancel = useOperation(…); cancel.mutate({ id })`. Questions below its path are asked again. */
export const useOperation = <O extends OperationContract>(operation: O, options: Options<O> = {}) => {
  const client = useQueryClient();
  const root = operation.path.split('/')[1];
  return useMutation<Answer<O>, ProblemError, OperationInput<O>>({
    mutationFn: (input) => perform(operation, input),
    onSuccess: (answer, input) => {
      void client.invalidateQueries({ predicate: ({ meta }) => meta?.path.split('/')[1] === root });
      options.onSuccess?.(answer, input);
    },
    onError: (error, input) => options.onError?.(error, input),
  });
};
