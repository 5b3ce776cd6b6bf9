import { Session, type SignIn } from '@crm/contracts';
import { useSyncExternalStore } from 'react';
import type { z } from 'zod';
import { forgetToken } from './consistency.ts';
import { problemOfResponse, unreachable } from './problem.ts';

type User = Session['user'];

/** Who is signed in: `unknown` until the first refresh has answered. */
export type SessionState =
  | { readonly status: 'unknown' }
  | { readonly status: 'signed-out' }
  | { readonly status: 'signed-in'; readonly user: User };

/** The access token lives here and nowhere else: never in storage, so that no script can find it later. */
let access: { readonly token: string; readonly refreshAt: number } | null = null;
let state: SessionState = { status: 'unknown' };
const listeners = new Set<() => void>();

/** Tabs tell each other of new tokens and of sign-out, so that one refresh serves all of them. */
const tabs = new BroadcastChannel('crm-session');
tabs.onmessage = ({ data }: MessageEvent<unknown>) => {
  const session = Session.safeParse(data);
  if (session.success) begin(session.data);
  else end();
};

/** The access token, renewed shortly before it expires; null when nobody is signed in. */
export const accessToken = async (): Promise<string | null> => {
  if (access !== null && Date.now() < access.refreshAt) return access.token;
  return state.status === 'signed-out' ? null : refresh(access?.token ?? null);
};

let refreshing: Promise<string | null> | null = null;

/**
 * Trades the refresh cookie for a new access token, once for all callers and tabs. `stale` is the token that no longer
 * works: when another tab has replaced it meanwhile, that one is taken. Null: sign in again. @throws ProblemError
 */
export const refresh = (stale: string | null): Promise<string | null> => {
  refreshing ??= exclusively(async () => {
    if (access !== null && access.token !== stale && Date.now() < access.refreshAt) return access.token;
    const response = await post('/api/auth/refresh');
    if (response.status === 401 || response.status === 403) {
      end();
      return null;
    }
    if (!response.ok) throw await problemOfResponse(response);
    return adopt(Session.parse(await response.json()));
  }).finally(() => {
    refreshing = null;
  });
  return refreshing;
};

/** Signs in. @throws ProblemError `credentials-invalid`, `password-must-change`, … */
export const signIn = async (credentials: z.input<typeof SignIn>): Promise<void> => {
  const response = await post('/api/auth/sign-in', credentials);
  if (!response.ok) throw await problemOfResponse(response);
  adopt(Session.parse(await response.json()));
};

/** Ends the session here and in the other tabs; what the server says no longer matters to this browser. */
export const signOut = async (): Promise<void> => {
  await post('/api/auth/sign-out').catch(() => undefined);
  tabs.postMessage(null);
  end();
};

/** Who is signed in, kept up to date. */
export const useSession = (): SessionState =>
  useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => state,
  );

const leaving = new Set<() => void>();

/** Calls when the user who was signed in no longer is: what was read for them must not be shown to the next. */
export const onUserGone = (leave: () => void): void => {
  leaving.add(leave);
};

const adopt = (session: Session): string => {
  tabs.postMessage(session);
  begin(session);
  return session.accessToken;
};

const begin = ({ accessToken: token, expiresIn, user }: Session): void => {
  access = { token, refreshAt: Date.now() + Math.max(5, expiresIn - 30) * 1000 };
  const same = state.status === 'signed-in' && state.user.id === user.id && state.user.role === user.role;
  if (same) return;
  forgetToken();
  become({ status: 'signed-in', user });
};

const end = (): void => {
  access = null;
  forgetToken();
  if (state.status !== 'signed-out') become({ status: 'signed-out' });
};

const become = (next: SessionState): void => {
  if (state.status === 'signed-in') for (const leave of leaving) leave();
  state = next;
  for (const listener of listeners) listener();
};

const post = (path: string, body?: unknown): Promise<Response> =>
  fetch(path, {
    method: 'POST',
    credentials: 'same-origin',
    ...(body !== undefined && {
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(body),
    }),
  }).catch(() => {
    throw unreachable();
  });

/** One tab at a time: the refresh token rotates, and using an old one ends the whole session. */
const exclusively = <T>(work: () => Promise<T>): Promise<T> =>
  'locks' in navigator ? navigator.locks.request('crm-refresh', work) : work();
