import type { RecordedEvent } from '@crm/contracts';
import type { EventStore } from '@crm/event-store';
import type { ClientBase } from 'pg';

/** How many events one line of the table stands for at least: an "as of" reads little more than this from the log. */
const stride = 1000;
const pageSize = 2000;

/** The latest `recordedAt` up to a position, and how many events since the last line. */
export interface LogTimes {
  readonly position: bigint;
  readonly latest: string;
  readonly since: number;
}

/** The times up to `until`: from the table's last line, and from the log behind it. */
export const logTimesUntil = async (
  client: ClientBase,
  store: EventStore,
  until: bigint,
): Promise<LogTimes> => {
  const { rows } = await client.query<Pick<LogTimes, 'position' | 'latest'>>(
    'select position, latest from engine.log_times order by position desc limit 1',
  );
  let times: LogTimes = { position: rows[0]?.position ?? 0n, latest: rows[0]?.latest ?? '', since: 0 };
  while (times.position < until) {
    const page = await store.readAll(times.position === 0n ? null : times.position, pageSize);
    const batch = page.filter(({ position }) => position <= until);
    if (batch.length === 0) break;
    times = await noteLogTimes(client, times, batch);
  }
  return times;
};

/** Notes the running maximum of `recordedAt` at the end of a batch, in the caller's transaction. */
export const noteLogTimes = async (
  client: ClientBase,
  times: LogTimes,
  batch: readonly RecordedEvent[],
): Promise<LogTimes> => {
  // ISO 8601 in UTC with milliseconds: the order of the texts is the order of the moments.
  const latest = batch.reduce(
    (last, { metadata: { recordedAt } }) => (recordedAt > last ? recordedAt : last),
    times.latest,
  );
  const since = times.since + batch.length;
  const position = batch.at(-1)?.position ?? times.position;
  if (since < stride) return { position, latest, since };
  await client.query(
    'insert into engine.log_times (position, latest) values ($1, $2) on conflict do nothing',
    [position, latest],
  );
  return { position, latest, since: 0 };
};
