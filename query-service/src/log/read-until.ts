import type { RecordedEvent } from '@crm/contracts';
import type { EventStore } from '@crm/event-store';

/** A stream's events up to a position, page by page; all of them where none is named. */
export async function* readUntil(
  log: Pick<EventStore, 'readStream'>,
  stream: string,
  until: bigint | undefined,
): AsyncGenerator<readonly RecordedEvent[]> {
  for await (const page of log.readStream(stream)) {
    const upTo = until === undefined ? page : page.filter(({ position }) => position <= until);
    if (upTo.length > 0) yield upTo;
    if (upTo.length < page.length) return;
  }
}
