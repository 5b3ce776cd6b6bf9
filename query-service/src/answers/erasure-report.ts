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

/** Looks at what is shown, and at the tables that are kept for a way back. */
const lookedAt = async (pool: Pool, id: string): Promise<ErasureReport['cleared']> => {
  const kept = await keptTables(pool);
  const places = [...ownRows, ...manyRows].flatMap(({ name, of, holds }) => [
    { place: name, table: name, of, holds },
    ...kept
      .filter(({ model }) => model === name)
      // Of other versions nobody knows what is personal: no row of the person may be left.
      .map(({ table, version }) => ({
        place: `${table}, kept`,
        table,
        of,
        holds: isOurs(name, version) ? holds : 'true',
      })),
  ]);
  return Promise.all(
    places.map(async ({ place, table, of, holds }) => {
      const { rows } = await pool.query<{ rows: number; left: number }>(
        `select count(*)::integer as rows, (count(*) filter (where ${holds}))::integer as left from ${table} where ${of} = $1`,
        [id],
      );
      return { place, rows: rows[0]?.rows ?? 0, left: rows[0]?.left ?? 0 };
    }),
  );
};

const keptTables = async (pool: Pool) => {
  const { rows } = await pool.query<{ model: string; version: number; table: string }>(
    `select model, version, to_regclass('live.' || model || '_v' || version || case build when 1 then '' else '_b' || build end)::text as table
    from engine.builds where state = 'kept' order by model, version, build`,
  );
  return rows.filter(({ table }) => table !== null);
};

const isOurs = (name: string, version: number): boolean =>
  readModels.some((model) => model.name === name && model.version === version);

function snake(column: string): string {
  return column.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}
