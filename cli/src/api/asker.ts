import type { OperationContract } from '@crm/contracts';
import { z } from 'zod';
import type { Connection } from '../commands/credentials.ts';
import { Unusable } from '../unusable.ts';
import { getAs, postAs } from './as.ts';
import { patiently, Refused } from './http.ts';

/** Questions and operations as the signed-in user, asked again while the server does not answer. */
export interface Asker {
  /** @throws Unusable with the server's sentence where it refuses; Unreachable */
  readonly ask: <S extends z.ZodType>(shape: S, path: string) => Promise<z.output<S>>;
  /** Asks for an operation; gives what it answers, null where that is nothing. @throws as `ask` */
  readonly order: (
    operation: OperationContract,
    path?: Readonly<Record<string, string>>,
    body?: object,
  ) => Promise<unknown>;
}

/** Everything that one connection can be asked. */
export const askerOf = ({ session, patienceMs }: Connection, onWait: (why: string) => void): Asker => {
  const send = (attempt: () => Promise<unknown>) => patiently(attempt, patienceMs, onWait).catch(explained);
  return {
    ask: async (shape, path) => shape.parse(await send(() => getAs(session, path))),
    order: ({ path }, values = {}, body = {}) => {
      const address = path.replace(/:(\w+)/g, (_, name: string) => encodeURIComponent(values[name] ?? ''));
      return send(() => postAs(session, address, JSON.stringify(body)));
    },
  };
};

/** What an operation that was taken on goes by. */
export const idIn = (answer: unknown): string => z.object({ id: z.string() }).parse(answer).id;

/** What the server refuses, the person at the keyboard can put right. */
const explained = (error: unknown): never => {
  throw error instanceof Refused ? new Unusable(error.message) : error;
};
