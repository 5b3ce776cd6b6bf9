import { parentPort } from 'node:worker_threads';
import { type Keys, sealOpener } from '@crm/event-store';
import { type ReadModel, readModels } from '@crm/read-models';
import type { CopyTable } from './copy-rows.ts';
import { foldPart } from './fold-part.ts';
import { unhurried, yielding } from './pace.ts';
import type { PreparedPart } from './prepared-part.ts';
import { streamsIn } from './spill.ts';
import { type Chunk, readChunks } from './spill-file.ts';
import type { FromThread, NamedTable, SentPart, ToThread } from './thread-messages.ts';

/** A thread that folds parts of a spilled log: it has no connection, and asks for the keys that it opens events with. */
const port = parentPort;
if (port === null) throw new Error('this is a thread of another program');
const tell = (message: FromThread, transferred: ArrayBuffer[] = []) => port.postMessage(message, transferred);

const modelOf = ({ model: name, version }: NamedTable): ReadModel => {
  const model = readModels.find((one) => one.name === name && one.version === version);
  if (model === undefined) throw new Error(`this code has no version ${version} of ${name}`);
  return model;
};
const tableOf = (named: NamedTable): CopyTable => {
  const { build, rebuild, statement, kinds } = named;
  return { build: { model: modelOf(named), build, rebuild }, statement, kinds };
};

const asking: ((keys: Keys) => void)[] = [];
const find = (subjects: readonly string[]): Promise<Keys> => {
  tell({ find: subjects });
  return new Promise((resolve) => asking.push(resolve));
};

let file = 0;
let tables: readonly CopyTable[] = [];
let open: ReturnType<typeof sealOpener> | undefined;

const fold = async (chunks: readonly Chunk[], isBusy: boolean): Promise<void> => {
  const folding = {
    models: tables.map(({ build }) => build.model),
    open,
    pace: isBusy ? yielding() : unhurried,
  };
  const part = sent(await foldPart(folding, tables, streamsIn(readChunks(file, chunks))));
  tell(
    { folded: part },
    part.tables.flatMap(({ lines }) => lines.map(({ buffer }) => buffer)),
  );
};

const sent = ({ tables: prepared, parked }: PreparedPart): SentPart => ({
  tables: prepared.map(({ lines, counted }) => ({ lines, counted })),
  parked: parked.map(({ build, poison }) => ({
    table: tables.findIndex((table) => table.build === build),
    poison,
  })),
});

port.on('message', (message: ToThread) => {
  if ('begin' in message) {
    file = message.begin.file;
    tables = message.begin.tables.map(tableOf);
    open = message.begin.isSealed ? sealOpener({ find }) : undefined;
  } else if ('fold' in message) {
    fold(message.fold.chunks, message.fold.isBusy).catch((failed: unknown) => tell({ failed }));
  } else {
    const keys = message.keys.map(
      ([subject, key, generation]) => [subject, { key: Buffer.from(key.buffer), generation }] as const,
    );
    asking.shift()?.(new Map(keys));
  }
});
