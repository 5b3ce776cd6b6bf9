import { type KeyboardEvent, useCallback, useEffect, useState } from 'react';
import { useShortcut } from './shortcuts.ts';

/** Where the keyboard is in a list. */
export interface ListCursor {
  /** -1: nowhere yet. */
  readonly index: number;
  readonly onKeyDown: (event: KeyboardEvent) => void;
  readonly onRow: (index: number) => void;
}

interface Options {
  /** What a row is: `customer`. */
  readonly noun: string;
  readonly rows: readonly { readonly id: string }[];
  /** Opens the page of a row. */
  readonly onEnter: (id: string) => void;
  /** Where rows open beside the list first. */
  readonly panel?: { readonly open: string | null; readonly onOpen: (id: string | null) => void };
}

const pageRows = 12;

/** Arrows, Home, End and `j`/`k` move; Enter opens the panel where there is one, then the page; Escape closes. */
export const useListCursor = ({ noun, rows, onEnter, panel }: Options): ListCursor => {
  const [index, setIndex] = useState(-1);
  const last = rows.length - 1;
  useEffect(() => {
    if (index > last) setIndex(last);
  }, [index, last]);

  const move = useCallback(
    (by: number) => setIndex((from) => Math.max(0, Math.min(last, from + by))),
    [last],
  );
  const open = panel?.open ?? null;
  const onPress = panel?.onOpen ?? onEnter;
  const enter = () => {
    const id = rows[index]?.id;
    if (id === undefined) return;
    if (id === open) onEnter(id);
    else onPress(id);
  };
  const close = () => panel?.onOpen(null);
  useShortcut('j', `Next ${noun}`, () => move(1));
  useShortcut('k', `Previous ${noun}`, () => move(-1));
  useShortcut(
    'Enter',
    panel === undefined ? `Open the ${noun}` : 'Open the side panel, then the page',
    enter,
    index >= 0,
  );
  useShortcut('Escape', 'Close the side panel', close, open !== null);

  const steps: Readonly<Record<string, number>> = {
    ArrowDown: 1,
    ArrowUp: -1,
    PageDown: pageRows,
    PageUp: -pageRows,
    Home: -rows.length,
    End: rows.length,
  };
  return {
    index,
    onKeyDown: (event) => {
      if (event.target !== event.currentTarget) return;
      const step = steps[event.key];
      if (step !== undefined) move(step);
      else if (event.key === 'Enter') enter();
      else if (event.key === 'Escape' && open !== null) close();
      else return;
      event.preventDefault();
    },
    onRow: useCallback(
      (row) => {
        setIndex(row);
        const id = rows[row]?.id;
        if (id !== undefined) onPress(id);
      },
      [rows, onPress],
    ),
  };
};
