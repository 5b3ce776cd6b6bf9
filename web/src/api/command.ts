import { Accepted, type CommandContract } from '@crm/contracts';
import { type QueryClient, useMutation, useQueryClient } from '@tanstack/react-query';
import { useRef } from 'react';
import type { z } from 'zod';
import { bodyText } from './body-text.ts';
import { apiPath, type PathIds } from './path.ts';
import { isPassing, ProblemError } from './problem.ts';
import { request } from './request.ts';
import { lookedAt } from './travel.ts';

type Body<C extends CommandContract> = z.input<C['body']>;

/** What a command is given with: the ids of its path, its body, and the revision it was decided on (If-Match). */
export type CommandInput<C extends CommandContract> = PathIds<C['path']> & {
  readonly ifMatch?: number;
} & (Record<never, never> extends Body<C> ? { readonly body?: Body<C> } : { readonly body: Body<C> });

interface Options<C extends CommandContract> {
  /** Runs when it was carried out and the record it addressed has been read again. */
  readonly onSuccess?: (accepted: Accepted, input: CommandInput<C>) => void;
  readonly onError?: (error: ProblemError, input: CommandInput<C>) => void;
}

/**
 * Gives a command: `const rename = useCommand(…); rename.mutate({ id, body })`. The Idempotency-Key is made once per
 * intention: whatever repeats the same input before it succeeded (retries, a second click) sends the same key. The past
 * takes no commands: whatever screen offers one while somebody looks back, it is refused here.
 */
export const useCommand = <C extends CommandContract>(command: C, options: Options<C> = {}) => {
  const client = useQueryClient();
  const intention = useRef<{ input: string; key: string } | null>(null);

  return useMutation<Accepted, ProblemError, CommandInput<C>>({
    mutationFn: async (input) => {
      if (lookedAt() !== null) throw inThePast();
      const given: Given = input;
      const text = bodyText(given);
      if (intention.current?.input !== text) intention.current = { input: text, key: crypto.randomUUID() };
      return carryOut(command, given, intention.current.key);
    },
    retry: (failures, error) => failures < 3 && isPassing(error),
    retryDelay: (failures) => 300 * 3 ** failures,
    onSuccess: async (accepted, input) => {
      intention.current = null;
      await refreshAfter(client, command.path, accepted.id);
      options.onSuccess?.(accepted, input);
    },
    onError: (error, input) => options.onError?.(error, input),
  });
};

const inThePast = (): ProblemError =>
  new ProblemError({
    code: 'in-the-past',
    status: 409,
    detail: 'You are looking at the past: nothing can be changed there. Go back to today first.',
  });

interface Given {
  readonly [name: string]: unknown;
  readonly body?: unknown;
  readonly ifMatch?: number;
}

const carryOut = async ({ method, path }: CommandContract, input: Given, key: string): Promise<Accepted> => {
  const headers = {
    'Idempotency-Key': key,
    ...(input.ifMatch !== undefined && { 'If-Match': `"${input.ifMatch}"` }),
  };
  const response = await request(apiPath(path, input), { method, body: input.body ?? {}, headers });
  // What some commands answer beyond it is read by who gave them.
  return Accepted.loose().parse(await response.json());
};

/**
 * Every question below the command's first path segment may answer differently now, unless it is about another record.
 * Those about this record are awaited, lists are not: a form closes as soon as its record is true again.
 */
const refreshAfter = async (client: QueryClient, path: string, id: string): Promise<void> => {
  const root = path.split('/')[1];
  const touched = (ofRecord: boolean) =>
    client.invalidateQueries({
      predicate: ({ meta }) =>
        meta?.path.split('/')[1] === root &&
        meta?.ids.includes(id) === ofRecord &&
        (ofRecord || meta?.ids.length === 0),
    });
  void touched(false);
  await touched(true);
};
