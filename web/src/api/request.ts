import { bodyText } from './body-text.ts';
import { consistencyToken, rememberToken } from './consistency.ts';
import { problemOfResponse, unreachable } from './problem.ts';
import { accessToken, refresh } from './session.ts';

interface Options {
  readonly method: string;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal;
}

/**
 * One request to our API as the signed-in user: a refused token is renewed once, the consistency token travels both
 * ways. Resolves with a successful response only. @throws ProblemError
 */
export const request = async (path: string, options: Options): Promise<Response> => {
  const token = await accessToken();
  let response = await send(path, options, token);
  if (response.status === 401) {
    const renewed = await refresh(token);
    if (renewed !== null) response = await send(path, options, renewed);
  }
  if (!response.ok) throw await problemOfResponse(response);
  if (options.method !== 'GET') rememberToken(response.headers.get('Consistency-Token'));
  return response;
};

const send = (path: string, { method, body, headers, signal }: Options, token: string | null) => {
  const consistency = consistencyToken();
  return fetch(path, {
    method,
    signal: signal ?? null,
    body: body === undefined ? null : bodyText(body),
    headers: {
      Accept: 'application/json',
      ...(token !== null && { Authorization: `Bearer ${token}` }),
      ...(body !== undefined && { 'Content-Type': 'application/json' }),
      ...(method === 'GET' && consistency !== null && { 'Consistency-Token': consistency }),
      ...headers,
    },
  }).catch((error: unknown) => {
    if (signal?.aborted) throw error;
    throw unreachable();
  });
};
