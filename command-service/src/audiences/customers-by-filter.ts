import { type CommandData, type campaignCommands, Invalid, Problem } from '@crm/contracts';
import { Overloaded } from '@crm/service-kit/problem';
import { z } from 'zod';

/** The filter of an audience. */
export type Filter = NonNullable<CommandData<(typeof campaignCommands)['AddAudience']>['filter']>;

/** The headers of a request that a question asked on its behalf has as well: who asks, and what he has seen. */
export interface Caller {
  readonly authorization: string | undefined;
  readonly consistencyToken: string | undefined;
}

/** Finds the customers whom a filter finds and whom the caller may see. */
export type CustomersByFilter = (filter: Filter, caller: Caller) => Promise<readonly string[]>;

const Page = z.object({ items: z.array(z.object({ id: z.string() })), next: z.string().nullable() });

/** Milliseconds for one page of ids. */
const patience = 30_000;

/** Asks the query service, as the caller himself would. @throws Overloaded where it does not answer */
export const customersByFilter =
  (queryUrl: string): CustomersByFilter =>
  async (filter, { authorization, consistencyToken }) => {
    const headers = {
      ...(authorization === undefined ? {} : { authorization }),
      ...(consistencyToken === undefined ? {} : { 'consistency-token': consistencyToken }),
    };
    const ids: string[] = [];
    for (let after: string | null | undefined; after !== null; ) {
      const { items, next } = await pageAt(urlOf(queryUrl, filter, after), headers);
      for (const { id } of items) ids.push(id);
      after = next;
    }
    return ids;
  };

const urlOf = (queryUrl: string, filter: Filter, after: string | undefined): URL => {
  const url = new URL('/api/customers/ids', queryUrl);
  for (const [name, value] of Object.entries({ ...filter, after }))
    for (const each of [value ?? []].flat()) url.searchParams.append(name, each);
  return url;
};

const pageAt = async (url: URL, headers: Record<string, string>): Promise<z.output<typeof Page>> => {
  const answer = await fetch(url, { headers, signal: AbortSignal.timeout(patience) }).catch(
    (cause: unknown) => {
      throw new Overloaded('the query service is away', { cause });
    },
  );
  if (answer.ok) return Page.parse(await answer.json());
  if (answer.status !== 400) throw new Overloaded(`the query service answered ${answer.status}`);
  const { errors = [], code } = Problem.parse(await answer.json());
  throw new Invalid(
    errors.map(({ path, message }) => ({ path: `filter.${path}`, message })),
    code,
  );
};
