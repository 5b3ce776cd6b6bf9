import { setTimeout as sleep } from 'node:timers/promises';
import { Accepted } from '@crm/contracts';
import { call } from '../support/api.ts';

/** What one client asked for, under a key of its own, and what it was told: nothing where no answer came. */
export interface Wish {
  readonly key: string;
  readonly told: { readonly id: string; readonly revision: number } | undefined;
}

/** Milliseconds until what has no answer yet is given up. */
const patience = 20_000;

/** Registers people at the gateway as one user. */
export const clientsAt = (url: string, token: string, tag: string) => {
  const register = async (key: string): Promise<Wish> => {
    const body = { lastName: key, emails: [{ address: `${key}@example.com` }], tags: [tag] };
    const headers = { authorization: `Bearer ${token}`, 'idempotency-key': key };
    const answer = await call(url, 'POST', '/customers', body, headers).catch(() => undefined);
    if (answer === undefined || answer.status >= 500) return { key, told: undefined };
    if (answer.status !== 201) throw new Error(`${answer.status} ${JSON.stringify(answer.body)}`);
    return { key, told: Accepted.parse(answer.body) };
  };
  return {
    /** So many clients at a time, each with a new wish as soon as the last was answered, until it is over. */
    wishing: async (clients: number, isOver: () => boolean): Promise<readonly Wish[]> => {
      const wishes = Array.from({ length: clients }, async (_, client) => {
        const own: Wish[] = [];
        while (!isOver()) own.push(await register(`${tag}.${client}.${own.length}`));
        return own;
      });
      return (await Promise.all(wishes)).flat();
    },
    /** The same wishes again, under the same keys, until each is answered. */
    insisting: async (wishes: readonly Wish[]): Promise<readonly Wish[]> => {
      const answered: Wish[] = [];
      let open = wishes;
      for (const until = Date.now() + patience; open.length > 0; await sleep(50)) {
        if (Date.now() > until) throw new Error(`${open.length} wishes stay without an answer`);
        const answers = await Promise.all(open.map(({ key }) => register(key)));
        answered.push(...answers.filter(({ told }) => told !== undefined));
        open = answers.filter(({ told }) => told === undefined);
      }
      return answered;
    },
  };
};
