import { type Agent, request } from 'node:http';

/** Where, as whom, and over which connections. */
export interface Caller {
  readonly url: string;
  readonly token: string;
  readonly agent: Agent;
}

/** An answer's text and the consistency token that came with it. */
export interface Answer {
  readonly body: string;
  readonly token: string;
}

/** Makes the function that sends one request over a kept connection. @throws on anything but 2xx */
export const call =
  ({ url, token, agent }: Caller) =>
  (method: string, path: string, body?: object, consistency?: string): Promise<Answer> =>
    new Promise((resolve, reject) => {
      const headers = {
        authorization: `Bearer ${token}`,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(consistency === undefined ? {} : { 'consistency-token': consistency }),
      };
      const sent = request(`${url}${path}`, { method, headers, agent }, (response) => {
        let text = '';
        response.setEncoding('utf8');
        response.on('data', (chunk: string) => {
          text += chunk;
        });
        response.on('end', () =>
          (response.statusCode ?? 500) < 300
            ? resolve({ body: text, token: String(response.headers['consistency-token']) })
            : reject(
                new Error(`${method} ${path.slice(0, 15)} was answered ${response.statusCode}: ${text}`),
              ),
        );
        response.on('error', reject);
      });
      sent.on('error', reject);
      sent.end(body === undefined ? undefined : JSON.stringify(body));
    });
