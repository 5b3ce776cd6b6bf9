import type { RecordedEvent } from '@crm/contracts';
import type { Opener } from '@crm/event-store';
import type { ReadModel } from '@crm/read-models';
import { ahead } from '../../engine/following/ahead.ts';
import type { CopyTable } from './copy-rows.ts';
import { type FoldedStreams, foldStreams } from './fold-streams.ts';
import type { Pace } from './pace.ts';
import { beginPart, type PreparedPart } from './prepared-part.ts';
import type { Streams } from './spill.ts';

/** How what was spilled is folded. */
export interface Folding {
  readonly models: readonly ReadModel[];
  /** Opens what is sealed; absent: nothing is. */
  readonly open: Opener | undefined;
  readonly pace: Pace;
}

/** Folds a part into the rows of tables. */
export const foldPart = async (
  folding: Folding,
  tables: readonly CopyTable[],
  part: Iterable<Streams>,
): Promise<PreparedPart> => {
  const { add, end } = beginPart(tables);
  for await (const streams of foldedStreams(folding, part)) add(streams);
  return end();
};

/** Folds streams, some at a time: while these are folded, the next are opened. */
export async function* foldedStreams(
  { models, open, pace }: Folding,
  part: Iterable<Streams>,
): AsyncGenerator<FoldedStreams> {
  for await (const pages of ahead(opened(part, open))) yield await foldStreams(models, pages, pace);
}

async function* opened(part: Iterable<Streams>, open: Opener | undefined) {
  for (const pages of part) {
    const read: (readonly RecordedEvent[])[] = [];
    for (const page of pages) read.push(open === undefined ? page : await open(page));
    yield read;
  }
}
