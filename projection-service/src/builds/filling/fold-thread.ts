import { parentPort } from 'node:worker_threads';
import { type Keys, plain, sealOpener } from '@crm/event-store';
import { type ReadModel, readModels } from '@crm/read-models';
import type { CopyTable } from './copy-rows.ts';
import { foldPart } from './fold-part.ts';
import { unhurried, yielding } from './pace.ts';
import type { PreparedPart } from './prepared-part.ts';
import { placesIn, streamsIn } from './spill.ts';
import { type Chunk, readChunks, reused } from './spill-file.ts';
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

const memory = reused();
let file = 0;
let tables: readonly CopyTable[] = [];
let isSealed = false;
let keys: Keys = new Map();
const open = sealOpener({ find: async () => keys });

let found: (keys: Keys) => void = () => undefined;
/** Asked for once a part: whoever waited for those of every page waited for a third of the time. */
const keysOf = (subjects: readonly string[]): Promise<Keys> => {
  tell({ find: subjects });
  return new Promise((resolve) => {
    found = resolve;
  });
};

const fold = async (chunks: readonly Chunk[], isBusy: boolean): Promise<void> => {
  const lines = readChunks(file, chunks, memory);
  const places = placesIn(lines);
  if (isSealed) keys = await keysOf([...places.keys()].map(plain));
  const folding = {
    models: tables.map(({ build }) => build.model),
    open: isSealed ? open : undefined,
    pace: isBusy ? yielding() : unhurried,
  };
  const part = sent(await foldPart(folding, tables, streamsIn(lines, places)));
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

let turn = Promise.resolve();
port.on('message', (message: ToThread) => {
  if ('begin' in message) {
    file = message.begin.file;
    tables = message.begin.tables.map(tableOf);
    isSealed = message.begin.isSealed;
  } else if ('fold' in message) {
    const { chunks, isBusy } = message.fold;
    turn = turn.then(() => fold(chunks, isBusy)).catch((failed: unknown) => tell({ failed }));
  } else {
    found(
      new Map(
        message.keys.map(([subject, key, generation]) => [
          subject,
          { key: Buffer.from(key.buffer), generation },
        ]),
      ),
    );
  }
});
