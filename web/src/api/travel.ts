import { useSyncExternalStore } from 'react';
import { onUserGone } from './session.ts';

/** This tab's moment survives a reload, and no other tab knows of it. */
const storageKey = 'crm-as-of';

/** The instant that a text names, always in the same form; null where it names none. */
const instantIn = (text: string | null): string | null => {
  const date = new Date(text ?? '');
  return Number.isNaN(date.getTime()) ? null : date.toISOString();
};
let moment: string | null = instantIn(sessionStorage.getItem(storageKey));
const listeners = new Set<() => void>();

/** The moment that the whole workspace is looked at as of; null: today. */
export const lookedAt = (): string | null => moment;

/** Looks at the whole workspace as of a moment, until somebody goes back; what is no moment changes nothing. */
export const travelTo = (asOf: string): void => {
  const instant = instantIn(asOf);
  if (instant !== null) become(instant);
};

export const backToToday = (): void => become(null);

/** The moment looked at, kept up to date. */
export const useMoment = (): string | null => useSyncExternalStore(onTravel, lookedAt);

/** Calls with every change of the moment. Returns what ends it. */
export const onTravel = (listener: () => void): (() => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};

const become = (next: string | null): void => {
  if (next === moment) return;
  moment = next;
  if (next === null) sessionStorage.removeItem(storageKey);
  else sessionStorage.setItem(storageKey, next);
  for (const listener of listeners) listener();
};

// The next user begins today.
onUserGone(backToToday);
