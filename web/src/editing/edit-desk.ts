import type { Accepted } from '@crm/contracts';
import { useCallback, useEffect, useRef, useState } from 'react';
import { conflictIn, type EditConflict, isHarmless } from './conflict.ts';

/** One edit of the record, as the conflict dialog needs to know it. */
export interface EditRequest {
  /** The key of what it sets: `jobTitle`, `email:<id>`. */
  readonly key: string;
  /** What it sets it to, as people read it. */
  readonly mine: string;
  /** The revision that the user saw when the edit began; absent: the newest. */
  readonly basedOn?: number | null;
  readonly send: (ifMatch: number) => Promise<Accepted>;
}

/** Carries an edit out. Resolves when it is saved, or when the user gives way to somebody else's. @throws ProblemError */
export type Edit = (request: EditRequest) => Promise<void>;

/** An edit that somebody else's came before, waiting for the user's decision. */
export interface OpenConflict extends EditConflict {
  readonly request: EditRequest;
  readonly decide: (whose: 'mine' | 'theirs') => void;
}

/** Every edit of a record passes here: it is held to the revision that the user saw, and conflicts are put to them. */
export const useEditDesk = (record: { readonly revision: number }, me: string, readAgain: () => unknown) => {
  const [conflict, setConflict] = useState<OpenConflict | null>(null);
  const [saved, setSaved] = useState<ReadonlyMap<string, { mine: string; revision: number }>>(new Map());
  const latest = useRef({ revision: 0, me, readAgain });
  useEffect(() => {
    latest.current = { revision: record.revision, me, readAgain };
  });

  const edit = useCallback<Edit>(async (request) => {
    const ask = (found: EditConflict): Promise<'mine' | 'theirs'> =>
      new Promise((resolve) => {
        const decide: OpenConflict['decide'] = (whose) => {
          setConflict(null);
          resolve(whose);
        };
        setConflict({ ...found, request, decide });
      });

    for (let ifMatch = request.basedOn ?? latest.current.revision; ; ) {
      try {
        const { revision } = await request.send(ifMatch);
        setSaved((before) => new Map(before).set(request.key, { mine: request.mine, revision }));
        return;
      } catch (error) {
        const found = conflictIn(error);
        if (found === null) throw error;
        if (!isHarmless(found, request.key, latest.current.me) && (await ask(found)) === 'theirs') {
          latest.current.readAgain();
          return;
        }
        ifMatch = found.revision;
      }
    }
  }, []);

  const pendingOf = (key: string): string | undefined => {
    const mine = saved.get(key);
    return mine !== undefined && mine.revision > record.revision ? mine.mine : undefined;
  };
  return { edit, conflict, pendingOf };
};
