import { type KeyboardEvent, useEffect, useRef } from 'react';

/** Ctrl+Enter (Cmd+Enter) submits the form that it is pressed in. */
export const saveOnCtrlEnter = (event: KeyboardEvent<HTMLFormElement>): void => {
  if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
  event.preventDefault();
  event.currentTarget.requestSubmit();
};

const chords = ['ArrowLeft', 'ArrowRight', '\\'] as const;
type Chord = (typeof chords)[number];

/** Binds Ctrl with a key while the page is open. Arrows stay with a text that is being edited, all with an open dialog. */
export const useChords = (run: Readonly<Record<Chord, () => void>>): void => {
  const latest = useRef(run);
  useEffect(() => {
    latest.current = run;
  });
  useEffect(() => {
    const onKeyDown = (event: globalThis.KeyboardEvent) => {
      const chord = chords.find((key) => key === event.key);
      const within = event.target instanceof Element ? event.target : null;
      if (chord === undefined || !event.ctrlKey || event.shiftKey || event.altKey || event.defaultPrevented)
        return;
      if (within?.closest('[role=dialog], [role=menu]')) return;
      if (chord !== '\\' && within?.closest('input, textarea, select, [role=slider]')) return;
      event.preventDefault();
      latest.current[chord]();
    };
    document.addEventListener('keydown', onKeyDown);
    return () => document.removeEventListener('keydown', onKeyDown);
  }, []);
};
