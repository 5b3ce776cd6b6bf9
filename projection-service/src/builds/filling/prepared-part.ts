import type { Build } from '../../engine/books/builds.ts';
import { type Place, writeRows } from '../../engine/database/tables.ts';
import type { Change, Poison } from '../../engine/folding/fold-batch.ts';
import { type Part as Counted, partsOf, summedUp } from '../../engine/folding/fold-summary.ts';
import { type CopyTable, copyChunks } from './copy-rows.ts';
import { copyLine } from './copy-text.ts';
import { type FoldedModel, type FoldedStreams, standingRows } from './fold-streams.ts';
import { createTextChunks } from './text-chunks.ts';

/** An event that stopped a key of a build. */
export interface Parked {
  readonly build: Build;
  readonly poison: Poison;
}

/** What a part comes to: rows as text, which takes a fraction of their memory, and what is counted of them. */
export interface PreparedPart {
  readonly tables: readonly {
    readonly table: CopyTable;
    readonly lines: readonly Buffer<ArrayBuffer>[];
    readonly counted: readonly Counted[];
  }[];
  readonly parked: readonly Parked[];
}

/** A part while streams are added to it. */
export interface PartUnderWay {
  readonly add: (streams: FoldedStreams) => void;
  readonly end: () => PreparedPart;
}

export const beginPart = (tables: readonly CopyTable[]): PartUnderWay => {
  const parked: Parked[] = [];
  const prepared = tables.map((table) => ({ table, lines: createTextChunks(), counted: [] as Counted[] }));
  return {
    add: (streams) => {
      for (const { table, lines, counted } of prepared) {
        const { build, kinds } = table;
        const folded = foldedOf(streams, build);
        const counts = countsOf(build, folded, streams);
        counted.push(...counts.counted);
        for (const poison of counts.poisons) parked.push({ build, poison });
        if (build.model.shape === 'summary') continue;
        for (const row of standingRows(folded, streams.erased))
          lines.add(copyLine(row, build.model.columns, kinds));
      }
    },
    end: () => ({ tables: prepared.map(({ lines, ...rest }) => ({ ...rest, lines: lines.end() })), parked }),
  };
};

/** Writes a part in the caller's transaction: none of it, where Postgres refuses a value. */
export const writePart = async (place: Place, { tables }: PreparedPart): Promise<void> => {
  for (const { table, lines, counted } of tables) {
    if (lines.length > 0) await copyChunks(place.client, table, lines);
    const { build } = table;
    if (build.model.shape === 'summary') await writeRows(place, build, summedUp(build.model, counted));
  }
};

/** What a build's table is filled from: a summary's from the rows that it counts. */
export const foldedOf = ({ models }: FoldedStreams, { model }: Build): FoldedModel => {
  const name = model.shape === 'summary' ? model.over : model.name;
  const folded = models.find((one) => one.model.name === name);
  if (folded === undefined) throw new Error(`${model.name} is filled without ${name}`);
  return folded;
};

/** What a summary counts, each row as a change from nothing; and the keys of any model that stand still. */
export const countsOf = (
  { model }: Build,
  folded: FoldedModel,
  { streams }: FoldedStreams,
): { readonly counted: readonly Counted[]; readonly poisons: readonly Poison[] } => {
  if ('rows' in folded) return { counted: [], poisons: folded.poisons };
  const poisons: Poison[] = [];
  if (model.shape !== 'summary') {
    for (const { poison } of folded.entries.values()) if (poison !== null) poisons.push(poison);
    return { counted: [], poisons };
  }
  const counted: Counted[] = [];
  for (const [key, { stream, row }] of folded.entries) {
    if (row === null) continue;
    const change: Change = { key, before: null, after: row };
    try {
      counted.push(...partsOf(model, change));
    } catch (error) {
      const event = streams.get(stream)?.at(-1);
      if (event !== undefined) poisons.push({ key, event, error });
    }
  }
  return { counted, poisons };
};
