import type {
  Circumstances,
  CommandContract,
  Companions,
  Consulted,
  Decider,
  EventContract,
  Json,
} from '@crm/contracts';

type Commands = Readonly<Record<string, CommandContract>>;
type Events = Readonly<Record<string, EventContract>>;

/** A decider as the engine sees it: the maps' types forgotten, once, here. */
export interface Aggregate {
  readonly category: string;
  readonly commands: Commands;
  readonly events: Events;
  readonly initial: unknown;
  readonly decide: Readonly<
    Record<string, (state: unknown, data: unknown, circumstances: Circumstances) => readonly Decided[]>
  >;
  readonly evolve: Readonly<Record<string, (state: unknown, data: unknown, recordedAt: string) => unknown>>;
  readonly ownerOf: (state: unknown) => string | null;
  readonly exists: (state: unknown) => boolean;
  readonly reserves?: (state: unknown) => readonly string[];
  readonly alsoFor?: Readonly<Record<string, (state: unknown, data: unknown) => Companions>>;
  readonly consults?: Readonly<Record<string, (data: unknown) => Consulted>>;
}

/** An event before it has a place in the log. */
export interface Decided {
  readonly type: string;
  readonly data: Readonly<Record<string, Json>>;
}

/** Hands a decider to the engine. */
export const aggregate = <C extends Commands, E extends Events, State, Other>(
  decider: Decider<C, E, State, Other>,
): Aggregate => decider as unknown as Aggregate;
