import {
  type Actor,
  type Circumstances,
  type CommandContract,
  type CommandData,
  type Decider,
  type EventContract,
  type EventOf,
  Refusal,
} from '@crm/contracts';

type Commands = Readonly<Record<string, CommandContract>>;
type Events = Readonly<Record<string, EventContract>>;

/** Who asks in tests unless said otherwise. */
export const manager: Actor = { id: '01890000-0000-7000-8000-00000000000a', role: 'manager' };

/** New ids in tests: id(1), id(2), … are what a decision is handed, in this order. */
export const id = (n: number): string => `01890000-0000-7000-8000-${String(n).padStart(12, '0')}`;

/**
 * given(decider, events).when(command) answers the events that follow, or throws what the decision throws. A refusal that the
 * command's contract does not tell of is a fault: nobody who reads the API would know it.
 */
export const given = <C extends Commands, E extends Events, State, Other>(
  decider: Decider<C, E, State, Other>,
  events: readonly EventOf<E>[],
  circumstances: Partial<Circumstances<Other>> = {},
) => {
  const state = folded(decider, events);
  return {
    state,
    when: <Name extends keyof C>(command: Name, data: CommandData<C[Name]>): readonly EventOf<E>[] => {
      let n = 0;
      const all = {
        actor: manager,
        now: '2026-01-02T03:04:05.000Z',
        newId: () => id(++n),
        id: id(900),
        addressed: id(900),
        ...circumstances,
      };
      try {
        return decider.decide[command](state, data, all);
      } catch (error) {
        const told = decider.commands[command]?.refuses ?? [];
        if (error instanceof Refusal && !told.includes(error.code))
          throw new Error(`${String(command)} does not tell of ${error.code}`, { cause: error });
        throw error;
      }
    },
  };
};

/** The state that events lead to. */
export const folded = <C extends Commands, E extends Events, State, Other>(
  { initial, evolve }: Decider<C, E, State, Other>,
  events: readonly EventOf<E>[],
): State =>
  events.reduce(
    (state, { type, data }) =>
      (evolve[type as keyof E] as (state: State, data: unknown) => State)(state, data),
    initial,
  );
