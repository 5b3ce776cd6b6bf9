import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { TestProduct } from '../support/product.ts';
import type { Books } from './books.ts';

/** Where something was written down, and what. */
export interface Trace {
  readonly place: string;
  readonly content: Buffer;
}

/** The log files of every service and of PostgreSQL. */
export const logFiles = async ({ home }: TestProduct): Promise<readonly Trace[]> => {
  const services = await readdir(join(home, 'logs'));
  const files = [...services.map((name) => join(home, 'logs', name)), join(home, 'postgres/postgres.log')];
  return Promise.all(files.map(async (place) => ({ place, content: await readFile(place) })));
};

/** What every service tells of itself. */
export const metrics = ({ metrics }: TestProduct): Promise<readonly Trace[]> =>
  Promise.all(
    metrics.map(async (place) => {
      const answer = await fetch(place);
      if (!answer.ok) throw new Error(`${place} answered ${answer.status}`);
      return { place, content: Buffer.from(await answer.arrayBuffer()) };
    }),
  );

/** The events and the keys as SQL shows them. */
export const storedRows = async ({ pool }: Books): Promise<readonly Trace[]> => {
  const { rows } = await pool.query<{ place: string; content: string }>(`
    select 'log.events ' || position as place, e::text as content from log.events e
    union all
    select 'keys.subjects ' || subject, s::text from keys.subjects s`);
  return rows.map(({ place, content }) => ({ place, content: Buffer.from(content) }));
};

/** Every row of every table of our own, as SQL shows it. */
export const allRows = async ({ pool }: Books): Promise<readonly Trace[]> => {
  const { rows: tables } = await pool.query<{ place: string }>(`
    select oid::regclass::text as place from pg_class
    where relkind = 'r' and relnamespace::regnamespace::text not in ('pg_catalog', 'information_schema', 'pg_toast')
    order by 1`);
  const found: Trace[] = [];
  for (const { place } of tables) {
    const { rows } = await pool.query<{ content: string }>(`select t::text as content from ${place} t`);
    found.push(...rows.map(({ content }) => ({ place, content: Buffer.from(content) })));
  }
  return found;
};

/** The files of all tables of some schemas, with their indexes and what is stored beside them, as the disk has them. */
export const tableFiles = async (
  { home }: TestProduct,
  { pool }: Books,
  schemas: readonly string[],
): Promise<readonly Trace[]> => {
  await pool.query('checkpoint');
  const { rows } = await pool.query<{ place: string; file: string }>(
    `with own as (
       select c.oid, c.reltoastrelid from pg_class c
       where c.relkind in ('r', 'i') and c.relnamespace = any($1::regnamespace[])
     )
     select oid::regclass::text as place, pg_relation_filepath(oid) as file
     from (select oid from own union select reltoastrelid from own where reltoastrelid <> 0) relations`,
    [schemas],
  );
  return Promise.all(
    rows.map(async ({ place, file }) => ({
      place,
      content: await readFile(join(home, 'postgres/data', file)),
    })),
  );
};

/** Where one of these texts stands, as it is, as addresses have it, or in capitals or none. */
export const findings = (traces: readonly Trace[], texts: readonly string[]): readonly string[] => {
  const wanted = texts.flatMap((text) => [text, encodeURIComponent(text)]).map((text) => text.toLowerCase());
  return traces.flatMap(({ place, content }) => {
    const said = content.toString('utf8').toLowerCase();
    return wanted.filter((text) => said.includes(text)).map((text) => `${place}: ${text}`);
  });
};
