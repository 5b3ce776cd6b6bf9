import { type RecordedEvent, vocabulary } from '@crm/contracts';
import { mustBeName } from '../admit.ts';
import { canonical } from '../canonical.ts';
import { InvalidAppend, KeyTaken, SubjectErased } from '../errors.ts';
import type { AppendResult, EventStore, NewEvent, StreamAppend } from '../port.ts';
import { type Compiled, type Contracts, compile } from './contracts.ts';
import type { Keyring, Keys, SubjectKey } from './keyring.ts';
import { type Data, open, seal, sealedKey, takeOut } from './seal.ts';

/**
 * A store whose events are sealed on their way in, and opened and brought to their current shape on their way out:
 * the one place where history enters. A stream is its own subject, so its name is the name of its key. Types that are
 * not among the contracts pass as they are. Beside the errors of the store inside:
 * @throws SubjectErased where personal data is appended to a subject whose key was destroyed
 * @throws SealBroken where what is read is not what was written
 */
export const sealedStore = (
  inner: EventStore,
  keyring: Keyring,
  contracts: Contracts = vocabulary,
): EventStore => {
  const compiled = compile(contracts);

  const append = async (request: readonly StreamAppend[]): Promise<AppendResult> => {
    const appends = request.map((append) => ({ ...append, parts: append.events.map(partsOf(compiled)) }));
    const sealed = appends.filter(({ parts }) => parts.some(({ personal }) => personal !== null));
    if (sealed.length === 0) return inner.append(request);
    // Keys are asked for by many appends at once: a name that the door will refuse must not spoil them all.
    for (const { stream } of sealed) mustBeName('stream', stream);
    const subjects = sealed.map(({ stream }) => stream);
    const under = (keys: Keys) => appends.map((append) => sealParts(append, keys.get(append.stream)));
    if (!inner.caps.keepsKeys) return inner.append(under(await keyring.make(subjects)));

    const unborn = sealed.filter(({ expected }) => expected === 'none').map(({ stream }) => stream);
    // Each key that was taken is found the next time, so this ends.
    for (let unsought = new Set(unborn); ; unsought = new Set()) {
      const drawn = await keyring.draw(subjects, unsought);
      try {
        const result = await inner.append(under(drawn.keys), drawn.fresh);
        keyring.hold(drawn);
        return result;
      } catch (error) {
        if (!(error instanceof KeyTaken)) throw error;
      }
    }
  };

  const openAll = opener(keyring, compiled);
  const openPages = async function* (pages: AsyncIterable<readonly RecordedEvent[]>) {
    for await (const page of pages) yield await openAll(page);
  };

  return {
    caps: inner.caps,
    append,
    readStream: (stream, from) => openPages(inner.readStream(stream, from)),
    readStreams: async (streams) => {
      const found = await inner.readStreams(streams);
      const opened = Map.groupBy(await openAll([...found.values()].flat()), ({ stream }) => stream);
      return new Map([...found.keys()].map((stream) => [stream, opened.get(stream) ?? []]));
    },
    readAll: async (after, max) => openAll(await inner.readAll(after, max)),
    eventAt: async (position) => {
      const event = await inner.eventAt(position);
      return event === null ? null : ((await openAll([event]))[0] ?? null);
    },
    subscribe: (after, options) => openPages(inner.subscribe(after, options)),
    head: () => inner.head(),
    close: () => inner.close(),
  };
};

/** Opens a page of sealed events, and brings them to their current shape. */
export type Opener = (page: readonly RecordedEvent[]) => Promise<readonly RecordedEvent[]>;

/**
 * What a sealed store does with what it reads, for whoever has read the log as it is stored.
 * @throws SealBroken where what is read is not what was written
 */
export const sealOpener = (keyring: Pick<Keyring, 'find'>, contracts: Contracts = vocabulary): Opener =>
  opener(keyring, compile(contracts));

const opener =
  (keyring: Pick<Keyring, 'find'>, compiled: ReadonlyMap<string, Compiled>): Opener =>
  async (page) => {
    const subjects = page.filter((event) => compiled.has(event.type) && isSealed(event));
    const keys = subjects.length > 0 ? await keyring.find(subjects.map(({ stream }) => stream)) : null;
    return page.map((event) => {
      const contract = compiled.get(event.type);
      if (contract === undefined) return event;
      const data = isSealed(event) ? open(keys?.get(event.stream), event.data, event) : event.data;
      return { ...event, data: contract.current(data, event.schema) };
    });
  };

type Parts = ReturnType<typeof takeOut> & { readonly event: NewEvent };

/** An event in what everybody may read and what is personal. @throws InvalidAppend where it uses the reserved key */
const partsOf =
  (compiled: ReadonlyMap<string, Compiled>) =>
  (event: NewEvent): Parts => {
    const contract = compiled.get(event.type);
    if (contract !== undefined && isSealed(event))
      throw new InvalidAppend(`the key ${sealedKey} is reserved for what is personal`);
    const plan = contract?.plan ?? null;
    return { event, ...(plan === null ? { open: event.data, personal: null } : takeOut(plan, event.data)) };
  };

const sealParts = (
  { stream, expected, parts }: Omit<StreamAppend, 'events'> & { readonly parts: readonly Parts[] },
  key: SubjectKey | undefined,
): StreamAppend => ({ stream, expected, events: parts.map((part) => sealOne(part, stream, key)) });

const sealOne = ({ event, open, personal }: Parts, stream: string, key: SubjectKey | undefined): NewEvent => {
  if (personal === null) return event;
  if (key === undefined) throw new SubjectErased(stream);
  try {
    return { ...event, data: seal(key, open, personal, { id: event.id, stream, type: event.type }) };
  } catch (error) {
    // What cannot be canonical is refused by its place in the data, not by its place among the personal values.
    canonical(event.data);
    throw error;
  }
};

const isSealed = <E extends { readonly data: unknown }>(event: E): event is E & { readonly data: Data } =>
  typeof event.data === 'object' && event.data !== null && Object.hasOwn(event.data, sealedKey);
