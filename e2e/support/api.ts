import { Accepted, type Role, Session } from '@crm/contracts';
import type { TestProduct } from './product.ts';

export interface Credentials {
  readonly email: string;
  readonly password: string;
}

/** One answer as it came. */
export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: unknown;
}

/** The product's API as one user calls it; questions see what its own commands did. */
export interface Api {
  readonly userId: string;
  readonly send: (
    method: string,
    path: string,
    body?: unknown,
    headers?: Readonly<Record<string, string>>,
  ) => Promise<Answer>;
  /** A command that must be carried out. */
  readonly give: (method: string, path: string, body?: unknown) => Promise<Accepted>;
}

/** Signs a user in at the API. */
export const apiOf = async (
  product: TestProduct,
  user: Credentials = product.administrator,
): Promise<Api> => {
  const { accessToken, user: me } = await signInAt(product, user);
  let position: string | null = null;
  const send: Api['send'] = async (method, path, body, headers = {}) => {
    const answer = await call(product.url, method, path, body, {
      authorization: `Bearer ${accessToken}`,
      ...(position !== null && method === 'GET' && { 'consistency-token': position }),
      ...headers,
    });
    if (method !== 'GET') position = answer.headers.get('consistency-token') ?? position;
    return answer;
  };
  return {
    userId: me.id,
    send,
    give: async (method, path, body) => {
      const { status, body: answer } = await send(method, path, body);
      if (status >= 300) throw new Error(`${method} ${path}: ${status} ${JSON.stringify(answer)}`);
      return Accepted.parse(answer);
    },
  };
};

/** Creates a user who has chosen a password already. */
export const newUser = async (
  product: TestProduct,
  admin: Api,
  user: { readonly name: string; readonly role: Role },
): Promise<Credentials> => {
  const email = `${user.name.toLowerCase().replaceAll(' ', '.')}@example.com`;
  const given = { email, password: 'a password for one sign-in' };
  await admin.give('POST', '/users', { ...user, ...given });
  const chosen = 'a password of my own';
  await signInAt(product, { ...given, newPassword: chosen });
  return { email, password: chosen };
};

const signInAt = async ({ url }: TestProduct, body: object): Promise<Session> => {
  const answer = await call(url, 'POST', '/auth/sign-in', body);
  if (answer.status !== 200) throw new Error(`sign-in: ${answer.status} ${JSON.stringify(answer.body)}`);
  return Session.parse(answer.body);
};

/** One request below `/api`; nobody is signed in. */
export const call = async (
  url: string,
  method: string,
  path: string,
  body?: unknown,
  headers: Readonly<Record<string, string>> = {},
): Promise<Answer> => {
  const response = await fetch(`${url}/api${path}`, {
    method,
    headers: { ...(body !== undefined && { 'content-type': 'application/json' }), ...headers },
    body: body === undefined ? null : typeof body === 'string' ? body : JSON.stringify(body),
  });
  const text = await response.text();
  const isJson = /json/.test(response.headers.get('content-type') ?? '');
  return { status: response.status, headers: response.headers, body: isJson ? JSON.parse(text) : text };
};
