import { setTimeout as sleep } from 'node:timers/promises';
import { Accepted } from '@crm/contracts';
import { type Answer, call } from '../support/api.ts';

/** What one client asked for under a key of its own, and what it was told in the end. */
export interface Wish {
  readonly key: string;
  readonly told: Accepted;
  /** How often it was asked for until then. */
  readonly tries: number;
}

/** Milliseconds between two tries, and until a wish is given up. */
const pause = 50;
const patience = 40_000;

/** Registers people at the gateway as one user; `heard` is told of every answer that is none of a carried-out command. */
export const clientsAt = (
  url: string,
  token: string,
  tag: string,
  heard: (answer: Answer) => void = () => undefined,
) => {
  const register = (key: string): Promise<Answer | undefined> => {
    const body = { lastName: key, emails: [{ address: `${key}@example.com` }], tags: [tag] };
    const headers = { authorization: `Bearer ${token}`, 'idempotency-key': key };
    return call(url, 'POST', '/customers', body, headers).catch(() => undefined);
  };
  /** Asks under one key until it is told what came of it. */
  const wish = async (key: string): Promise<Wish> => {
    const until = Date.now() + patience;
    for (let tries = 1; Date.now() < until; tries++) {
      const answer = await register(key);
      if (answer?.status === 201) return { key, told: Accepted.parse(answer.body), tries };
      if (answer !== undefined) heard(answer);
      if (answer !== undefined && answer.status < 500)
        throw new Error(`${answer.status} ${JSON.stringify(answer.body)}`);
      await sleep(pause);
    }
    throw new Error(`${key} stays without an answer`);
  };
  return {
    /** So many clients at a time, each with a new wish as soon as the last was answered, as long as the work goes on. */
    wishingDuring: async (clients: number, work: () => Promise<void>): Promise<readonly Wish[]> => {
      let isOver = false;
      const worked = work().finally(() => {
        isOver = true;
      });
      const wishes = Array.from({ length: clients }, async (_, client) => {
        const own: Wish[] = [];
        while (!isOver) own.push(await wish(`${tag}.${client}.${own.length}`));
        return own;
      });
      const [wished] = await Promise.all([Promise.all(wishes), worked]);
      return wished.flat();
    },
    /** The same wishes once more, under the same keys. */
    again: (wishes: readonly Wish[]): Promise<readonly Wish[]> =>
      Promise.all(wishes.map(({ key }) => wish(key))),
  };
};
