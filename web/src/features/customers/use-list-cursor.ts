import type { CustomerCard } from '@crm/contracts';
import { type KeyboardEvent, useCallback, useEffect, useState } from 'react';
import { useShortcut } from '../../ui/shortcuts.ts';

/** Where the keyboard is in the list. */
export interface ListCursor {
  /** -1: nowhere yet. */
  readonly index: number;
  readonly onKeyDown: (event: KeyboardEvent) => void;
  readonly onRow: (index: number) => void;
}

interface Options {
  readonly customers: readonly CustomerCard[];
  readonly open: string | null;
  readonly onOpen: (id: string | null) => void;
  /** Enter on the row whose panel is open already. */
  readonly onEnter: (id: string) => void;
}

const pageRows = 12;

/** Arrows, Home, End and `j`/`k` move; Enter opens the panel, Enter again the page; Escape closes. */
export const useListCursor = ({ customers, open, onOpen, onEnter }: Options): ListCursor => {
  const [index, setIndex] = useState(-1);
  const last = customers.length - 1;
  useEffect(() => {
    if (index > last) setIndex(last);
  }, [index, last]);

  const move = useCallback(
    (by: number) => setIndex((from) => Math.max(0, Math.min(last, from + by))),
    [last],
  );
  const enter = () => {
    const id = customers[index]?.id;
    if (id === undefined) return;
    if (id === open) onEnter(id);
    else onOpen(id);
  };
  useShortcut('j', 'Next customer', () => move(1));
  useShortcut('k', 'Previous customer', () => move(-1));
  useShortcut('Enter', 'Open the side panel, then the page', enter, index >= 0);
  useShortcut('Escape', 'Close the side panel', () => onOpen(null), open !== null);

  const steps: Readonly<Record<string, number>> = {
    ArrowDown: 1,
    ArrowUp: -1,
    PageDown: pageRows,
    PageUp: -pageRows,
    Home: -customers.length,
    End: customers.length,
  };
  return {
    index,
    onKeyDown: (event) => {
      if (event.target !== event.currentTarget) return;
      const step = steps[event.key];
      if (step !== undefined) move(step);
      else if (event.key === 'Enter') enter();
      else if (event.key === 'Escape' && open !== null) onOpen(null);
      else return;
      event.preventDefault();
    },
    onRow: useCallback(
      (row) => {
        setIndex(row);
        onOpen(customers[row]?.id ?? null);
      },
      [customers, onOpen],
    ),
  };
};
