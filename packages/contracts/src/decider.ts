import type { CommandContract, CommandData, EventContract, EventData, EventOf } from './define.ts';
import type { Actor } from './rights.ts';

type Commands = Readonly<Record<string, CommandContract>>;
type Events = Readonly<Record<string, EventContract>>;

/** What a decision may know beside the state: who asks, when, and ids that are the same on a retry. */
export interface Circumstances<Other = unknown> {
  readonly actor: Actor;
  /** The moment of the command, ISO 8601. */
  readonly now: string;
  /** A new id, derived from the idempotency key where there is one. */
  readonly newId: () => string;
  /** The aggregate that is decided for. */
  readonly id: string;
  /** The aggregate that the caller addressed: of a command decided for several (`alsoFor`), the same for all. */
  readonly addressed: string;
  /** The state of the aggregate that the command refers to (`consults`); undefined where the command names none. */
  readonly consulted?: Other | undefined;
}

/**
 * One aggregate, pure: which events a command leads to, and what events make of its state. `Other` is the state of the
 * aggregates that its commands refer to.
 */
export interface Decider<C extends Commands, E extends Events, State, Other = undefined> {
  readonly category: string;
  readonly commands: C;
  readonly events: E;
  readonly initial: State;
  /** Events that follow from a command; none means "already so". Throws Refusal, Missing or Invalid. */
  readonly decide: {
    readonly [Name in keyof C]: (
      state: State,
      data: CommandData<C[Name]>,
      circumstances: Circumstances<Other>,
    ) => readonly EventOf<E>[];
  };
  /** Never throws: what is in the log has happened. Keeps only what decisions read. */
  readonly evolve: { readonly [Type in keyof E]: (state: State, data: EventData<E[Type]>) => State };
  /** Who owns the record now; null: nobody, or the category has no owners. */
  readonly ownerOf: (state: State) => string | null;
  /** Whether the aggregate exists: only then can commands on its id be given. */
  readonly exists: (state: State) => boolean;
  /** E-mail addresses (normal form) that this aggregate must be the only one to hold. */
  readonly reserves?: (state: State) => readonly string[];
  /** Other aggregates of the category for which the same command is decided as well, all or none. */
  readonly alsoFor?: {
    readonly [Name in keyof C]?: (state: State, data: CommandData<C[Name]>) => Companions;
  };
  /** The aggregate of another category whose state a command is decided with: the campaign of a new member. */
  readonly consults?: { readonly [Name in keyof C]?: (data: CommandData<C[Name]>) => Consulted };
}

/** Another aggregate that a command refers to: its state is handed to the decision and stays as it is. */
export interface Consulted {
  readonly category: string;
  readonly id: string;
}

/** Ids of the other aggregates; `named` by the caller (rights on each are needed) or `known` from the state. */
export interface Companions {
  readonly named?: readonly string[];
  readonly known?: readonly string[];
}
