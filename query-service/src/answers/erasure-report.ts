import { type ErasureReport, Missing, streamOf } from '@crm/contracts';
import type { EventStore } from '@crm/event-store';
import { erasedBy, readModels } from '@crm/read-models';
import type { Told } from '@crm/service-kit/questions/answers';
import type { Pool } from 'pg';
import { remaining } from './erasure-remains.ts';

/**
 * What became of an erased person's data: every table is looked at, and what no erasure reaches is named with what ends
 * it. @throws Missing where nobody was erased
 */
export const erasureReport = async (pool: Pool, sealed: EventStore, id: string): Promise<Told> => {
  const event = await erasureOf(sealed, id);
  const [key, cleared] = await Promise.all([keyOf(pool, id), lookedAt(pool, id)]);
  const { data, metadata } = event;
  const body: ErasureReport = {
    customerId: id,
    erasedAt: metadata.recordedAt,
    erasedBy: metadata.actor,
    reason: String((data as { readonly reason?: unknown }).reason),
    eventId: event.id,
    position: String(event.position),
    keyDestroyed: key.destroyed,
    cleared,
    remaining: remaining(key.masterReplaced),
  };
  return { body };
};

const erasureOf = async (sealed: EventStore, id: string) => {
  for await (const page of sealed.readStream(streamOf('customer', id))) {
    const event = page.find((each) => erasedBy(each) !== null);
    if (event !== undefined) return event;
  }
  throw new Missing('erasure');
};

/** Whether the key is gone, and whether the master key that it was under has been replaced since. */
const keyOf = async (pool: Pool, id: string) => {
  const { rows } = await pool.query<{ destroyed: boolean; replaced: boolean }>(
    `select s.wrapped is null as destroyed,
       coalesce(s.master_generation < c.generation, false)
         and not exists (select from keys.checks where name = 'master-previous') as replaced
     from keys.subjects s
     left join keys.checks c on c.name = 'master'
     where s.subject = $1`,
    [streamOf('customer', id)],
  );
  return { destroyed: rows[0]?.destroyed ?? false, masterReplaced: rows[0]?.replaced ?? false };
};

/** Of models with one row a person: the column with the id, and when something personal is in the row. */
const ownRows = [
  {
    name: 'customer',
    of: 'id',
    holds: `name is not null or emails <> '[]' or phones <> '[]' or address is not null`,
  },
  { name: 'customer_search', of: 'id', holds: `words <> '{}' or text <> ''` },
];

/** Of the others: what they declare to be personal. */
const manyRows = readModels.flatMap(({ name, personal }) =>
  personal === undefined
    ? []
    : [
        {
          name,
          of: snake(personal.of),
          holds: Object.entries(personal.cleared)
            .map(
              ([column, cleared]) =>
                `${snake(column)} ${cleared === null ? 'is not null' : `<> '${JSON.stringify(cleared)}'`}`,
            )
            .join(' or '),
        },
      ],
);

const lookedAt = (pool: Pool, id: string) =>
  Promise.all(
    [...ownRows, ...manyRows].map(async ({ name, of, holds }) => {
      const { rows } = await pool.query<{ rows: number; left: number }>(
        `select count(*)::integer as rows, (count(*) filter (where ${holds}))::integer as left from ${name} where ${of} = $1`,
        [id],
      );
      return { place: name, rows: rows[0]?.rows ?? 0, left: rows[0]?.left ?? 0 };
    }),
  );

function snake(column: string): string {
  return column.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}
