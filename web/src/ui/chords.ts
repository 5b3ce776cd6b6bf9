import { type KeyboardEvent, useEffect, useRef } from 'react';
import { listKeys, type Shortcut } from './shortcuts.ts';

/** Ctrl+Enter (Cmd+Enter) submits the form that it is pressed in. */
export const saveOnCtrlEnter = (event: KeyboardEvent<HTMLFormElement>): void => {
  if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
  event.preventDefault();
  event.currentTarget.requestSubmit();
};

const chords = { ArrowLeft: 'previous', ArrowRight: 'next', '\\': 'nextTab' } as const;
type Chord = (typeof chords)[keyof typeof chords];

const listed: Readonly<Record<Chord, Shortcut>> = {
  previous: { key: 'Ctrl + ←', does: 'The one before in the list' },
  next: { key: 'Ctrl + →', does: 'The next one in the list' },
  nextTab: { key: 'Ctrl + \\', does: 'Next tab' },
};

const isChord = (key: string): key is keyof typeof chords => Object.hasOwn(chords, key);

/** Binds Ctrl with ←, → and \\ while the page is open. Arrows stay with a text that is being edited, all with an open dialog. */
export const useChords = (run: Readonly<Partial<Record<Chord, () => void>>>): void => {
  const latest = useRef(run);
  useEffect(() => {
    latest.current = run;
  });
  const [previous, next, nextTab] = [run.previous, run.next, run.nextTab].map((each) => each !== undefined);
  useEffect(
    () =>
      listKeys([
        ...(previous ? [listed.previous] : []),
        ...(next ? [listed.next] : []),
        ...(nextTab ? [listed.nextTab] : []),
      ]),
    [previous, next, nextTab],
  );
  useEffect(() => {
    const onKeyDown = (event: globalThis.KeyboardEvent) => {
      const chord = isChord(event.key) ? chords[event.key] : undefined;
      const within = event.target instanceof Element ? event.target : null;
      if (chord === undefined || !event.ctrlKey || event.shiftKey || event.altKey || event.defaultPrevented)
        return;
      if (within?.closest('[role=dialog], [role=menu]')) return;
      if (chord !== 'nextTab' && within?.closest('input, textarea, select, [role=slider]')) return;
      const bound = latest.current[chord];
      if (bound === undefined) return;
      event.preventDefault();
      bound();
    };
    document.addEventListener('keydown', onKeyDown);
    return () => document.removeEventListener('keydown', onKeyDown);
  }, []);
};
