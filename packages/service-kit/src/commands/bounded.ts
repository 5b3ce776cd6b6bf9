import { Unavailable } from '@crm/event-store';
import type { Handle } from './handle.ts';

/** A write side that takes so many commands at a time. */
export interface Bounded {
  /** @throws Unavailable at once, with nothing written, where it is full */
  readonly handle: Handle;
  /** Whether nothing more is taken now. */
  readonly isFull: () => boolean;
}

/** Bounds a write side: each command waits for those before it, and what waits takes memory and is soon waited for in vain. */
export const bounded = (handle: Handle, most: number): Bounded => {
  let underWay = 0;
  const isFull = () => underWay >= most;
  return {
    isFull,
    handle: async (aggregate, intent) => {
      if (isFull()) throw new Unavailable(`${underWay} commands are under way already: try again shortly`);
      underWay++;
      try {
        return await handle(aggregate, intent);
      } finally {
        underWay--;
      }
    },
  };
};
