import type { RecordedEvent } from '@crm/contracts';
import type { EventStore } from '@crm/event-store';
import type { ClientBase } from 'pg';

/** How many events one line of the table stands for: an "as of" reads little more than this from the log. */
const stride = 200;
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

/** Notes the running maximum of `recordedAt` every so many events, in the caller's transaction. */
export const noteLogTimes = async (
  client: ClientBase,
  times: LogTimes,
  batch: readonly RecordedEvent[],
): Promise<LogTimes> => {
  const lines: { readonly position: bigint; readonly latest: string; readonly event: string }[] = [];
  let { latest, since, position } = times;
  for (const { id, metadata, position: at } of batch) {
    // ISO 8601 in UTC with milliseconds: the order of the texts is the order of the moments.
    if (metadata.recordedAt > latest) latest = metadata.recordedAt;
    position = at;
    since++;
    if (since < stride) continue;
    since = 0;
    lines.push({ position, latest, event: id });
  }
  if (lines.length > 0)
    await client.query(
      `insert into engine.log_times (position, latest, event_id)
       select * from unnest($1::bigint[], $2::timestamptz[], $3::uuid[])
       on conflict do nothing`,
      [lines.map((line) => line.position), lines.map((line) => line.latest), lines.map((line) => line.event)],
    );
  return { position, latest, since };
};
