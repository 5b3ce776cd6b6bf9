import { openApi } from '@crm/service-kit/openapi/document';
import { responseValidator } from '@crm/service-kit/testing/response-validator';
import { type Answer, call } from './api.ts';

/** A request below `/api`, by the path's template and what stands for its names. */
export interface Asked {
  readonly path?: Readonly<Record<string, string>>;
  readonly query?: string;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Everything that the document has, as `get /customers/{id}`. */
export const operations: readonly string[] = Object.entries(openApi().paths).flatMap(([path, methods]) =>
  Object.keys(methods).map((method) => `${method} ${path}`),
);

/** Calls operations, holds every answer to the document, and remembers what was called. */
export const observer = (url: string) => {
  const check = responseValidator();
  const called = new Set<string>();
  return {
    called: called as ReadonlySet<string>,
    /** @throws Error where the answer is not as the document promises */
    ask: async (operation: string, { path = {}, query = '', body, headers }: Asked = {}): Promise<Answer> => {
      const [method = '', template = ''] = operation.split(' ');
      const address = template.replace(/\{(\w+)\}/g, (_, name: string) => path[name] ?? name);
      const answer = await call(url, method.toUpperCase(), `${address}${query}`, body, headers);
      const contentType = answer.headers.get('content-type') ?? '';
      const faults = check({ method, path: template, contentType, ...answer });
      if (faults.length > 0)
        throw new Error(
          `${operation} ${answer.status}: ${faults.join('; ')}\n${JSON.stringify(answer.body)}`,
        );
      called.add(operation);
      return answer;
    },
  };
};
