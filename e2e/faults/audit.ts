import { categoryOf, entityOf, type RecordedEvent, vocabulary } from '@crm/contracts';
import { normalEmail } from '@crm/contracts/email';
import { reservationStream } from '@crm/service-kit/commands/reservations';
import type { Books } from './books.ts';

/** Streams whose revisions are not 0, 1, 2, … in the order of the log, and a head that is not its end. */
export const disorder = async ({ pool }: Books): Promise<readonly unknown[]> => {
  const { rows } = await pool.query(`
    select stream, count(*)
    from (
      select stream, revision, row_number() over (partition by stream order by position) - 1 as place
      from log.events
    ) placed
    where revision <> place
    group by stream
    union all
    select 'head', position
    from log.head
    where position <> (select max(position) from log.events)`);
  return rows;
};

/** Events sealed under a key that is not there. */
export const lost = async ({ pool }: Books): Promise<number> => {
  const { rowCount } = await pool.query(`
    select from log.events e
    where e.data->>'sealed' is not null
      and not exists (select from keys.subjects k where k.subject = e.stream and k.wrapped is not null)`);
  return rowCount ?? 0;
};

/** How often each row of an import registered somebody. */
export const registrations = async (
  { pool }: Books,
  importId: string,
): Promise<ReadonlyMap<number, number>> => {
  const { rows } = await pool.query<{ row: number; times: number }>(
    `select (metadata->'import'->>'row')::integer as row, count(*)::integer as times
     from log.events
     where type = 'CustomerRegistered' and metadata->'import'->>'id' = $1
     group by 1`,
    [importId],
  );
  return new Map(rows.map(({ row, times }) => [row, times]));
};

/** How many addresses have a reservation, and a customer or user, that do not name each other. */
export const misheld = async ({ log, keys }: Books): Promise<number> => {
  const lookup = Buffer.from(keys.lookup, 'base64');
  const held = new Map<string, string>();
  const had = new Map<string, string>();
  for await (const event of everyEvent(log)) {
    if (event.type === 'EmailReserved')
      held.set(event.stream, vocabulary.EmailReserved.data.parse(event.data).holderId);
    if (event.type === 'EmailReleased') held.delete(event.stream);
    for (const address of addressesIn(event))
      had.set(
        reservationStream(lookup, categoryOf(event.stream), normalEmail(address ?? '') ?? ''),
        entityOf(event.stream),
      );
  }
  const streams = new Set([...held.keys(), ...had.keys()]);
  return [...streams].filter((stream) => held.get(stream) !== had.get(stream)).length;
};

/** The addresses that somebody began with. */
const addressesIn = ({ type, data }: RecordedEvent): readonly (string | null)[] => {
  if (type === 'UserCreated') return [vocabulary.UserCreated.data.parse(data).email];
  if (type !== 'CustomerRegistered') return [];
  return vocabulary.CustomerRegistered.data.parse(data).emails.map(({ address }) => address);
};

async function* everyEvent(log: Books['log']): AsyncGenerator<RecordedEvent> {
  for (let page = await log.readAll(null, 2000); page.length > 0; ) {
    yield* page;
    page = await log.readAll(page.at(-1)?.position ?? null, 2000);
  }
}
