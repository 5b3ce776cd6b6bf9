import { many, page, question } from '@crm/contracts';
import { z } from 'zod';
import { type Answers, guarded } from './answers.ts';
import { paged } from './keyset.ts';
import { sql } from './sql.ts';

/** What must not compile: checked by `tsc`, never run. */
const Row = z.object({ id: z.string() });
const owned = { needs: 'customer.read', ownedBy: 'owner_id', reads: ['customer'] } as const;
const open = { needs: 'user.read', ownedBy: undefined, reads: ['app_user'] } as const;
const ownedMany = { them: question('GET /them', 'Owned', owned, {}, many(Row)) };
const ownedPage = { them: question('GET /them', 'Owned', owned, {}, page(Row)) };
const openMany = { them: question('GET /them', 'Open', open, {}, many(Row)) };
const keyset = { by: [{ column: 'id', type: 'uuid' }], order: 'asc', after: undefined, limit: 1 } as const;

export const placed: Answers<typeof ownedMany> = {
  them: (_, { visible }) => sql`select id from customer where ${visible('owner_id')}`,
};
export const nested: Answers<typeof ownedMany> = {
  them: (_, { visible }) =>
    sql`select id from (${sql`select id from customer where ${visible('owner_id')}`}) c`,
};
export const forgotten: Answers<typeof ownedMany> = {
  // @ts-expect-error the right to the rows is not placed
  them: () => sql`select id from customer`,
};
export const sometimes: Answers<typeof ownedMany> = {
  // @ts-expect-error the right to the rows is placed only sometimes
  them: (_, { visible, actor }) => {
    const mine = actor.role === 'sales' ? visible('owner_id') : sql`true`;
    return sql`select id from customer where ${mine}`;
  },
};
export const pageForgotten: Answers<typeof ownedPage> = {
  // @ts-expect-error the right to the rows is not placed in the page
  them: () => paged(keyset, ({ where, end }) => sql`select id from customer where ${where} ${end}`),
};
export const pagePlaced: Answers<typeof ownedPage> = {
  them: (_, { visible }) =>
    paged(
      keyset,
      ({ where, end }) => sql`select id from customer where ${visible('owner_id')} and ${where} ${end}`,
    ),
};
export const pageWithoutKeyset: Answers<typeof ownedPage> = {
  // @ts-expect-error a page states its keyset
  them: (_, { visible }) => sql`select id from customer where ${visible('owner_id')}`,
};
export const gateForgotten: Answers<typeof ownedMany> = {
  // @ts-expect-error what is told from the log is guarded by the right to the record
  them: () => guarded(sql`select from customer`, () => ({ body: [] })),
};
export const gateOfAnother: Answers<typeof ownedMany> = {
  them: (_, { visible }) =>
    guarded(sql`select from campaign`, () => sql`select id from customer where ${visible('owner_id')}`),
};
export const neither: Answers<typeof ownedMany> = {
  // @ts-expect-error the right to the rows is placed neither in the guard nor in what it guards
  them: () => guarded(sql`select from campaign`, () => sql`select id from customer`),
};
export const told: Answers<typeof ownedMany> = {
  // @ts-expect-error nothing is told without a guard
  them: () => ({ body: [] }),
};
export const unowned: Answers<typeof openMany> = { them: () => sql`select id from app_user` };
// @ts-expect-error every question has an answer
export const unanswered: Answers<typeof openMany> = {};
