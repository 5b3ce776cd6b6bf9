import { useEffect, useRef, useSyncExternalStore } from 'react';

/** A key that does something on the page that is open, and what it does. */
export interface Shortcut {
  readonly key: string;
  readonly does: string;
}

interface Bound extends Shortcut {
  /** Null: it is only listed, and bound elsewhere. */
  readonly run: ((event: KeyboardEvent) => void) | null;
}

const storageKey = 'crm-single-key-shortcuts';
const bound: Bound[] = [];
const listeners = new Set<() => void>();
let shown: readonly Shortcut[] = [];
let enabled = localStorage.getItem(storageKey) !== 'off';

/** Binds a single key while the component is mounted. It rests while somebody types, in dialogs, and when turned off. */
export const useShortcut = (
  key: string,
  does: string,
  run: (event: KeyboardEvent) => void,
  when = true,
): void => {
  const latest = useRef(run);
  useEffect(() => {
    latest.current = run;
  });
  useEffect(() => {
    if (!when) return;
    const entry: Bound = { key, does, run: (event) => latest.current(event) };
    bound.push(entry);
    tell();
    return () => {
      bound.splice(bound.indexOf(entry), 1);
      tell();
    };
  }, [key, does, when]);
};

/** Lists keys in the help that are bound elsewhere; what it gives back takes them off it. */
export const listKeys = (keys: readonly Shortcut[]): (() => void) => {
  const entries: readonly Bound[] = keys.map((key) => ({ ...key, run: null }));
  bound.push(...entries);
  tell();
  return () => {
    for (const entry of entries) bound.splice(bound.indexOf(entry), 1);
    tell();
  };
};

/** What the help lists: every shortcut of the open page. */
export const useShortcuts = (): readonly Shortcut[] => useSyncExternalStore(subscribe, () => shown);

/** Whether single keys do anything (WCAG 2.1.4 asks for the switch), and the switch; kept in this browser. */
export const useShortcutSwitch = (): [boolean, (on: boolean) => void] => [
  useSyncExternalStore(subscribe, () => enabled),
  (on) => {
    enabled = on;
    localStorage.setItem(storageKey, on ? 'on' : 'off');
    tell();
  },
];

const subscribe = (listener: () => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};

const tell = () => {
  shown = bound.map(({ key, does }) => ({ key, does }));
  for (const listener of listeners) listener();
};

/** Somebody types, chooses or is asked something; a focused button or link answers Enter itself. */
const isBusy = ({ target, key }: KeyboardEvent): boolean =>
  target instanceof Element &&
  target.closest(key === 'Enter' ? `${occupied}, button, a, [role=button]` : occupied) !== null;

const occupied = 'input, textarea, select, [contenteditable], [role=dialog], [role=menu], [role=listbox]';

document.addEventListener('keydown', (event) => {
  if (!enabled || event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || isBusy(event))
    return;
  const run = bound.findLast((entry) => entry.run !== null && entry.key === event.key)?.run;
  if (!run) return;
  event.preventDefault();
  run(event);
});
