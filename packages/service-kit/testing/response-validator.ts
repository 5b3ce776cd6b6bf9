import Ajv from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import { type OpenApiDocument, openApi } from '../src/openapi/document.ts';

/** A real answer, and the route that gave it. */
export interface Answered {
  readonly method: string;
  /** As OpenAPI writes it: `/customers/{id}`. */
  readonly path: string;
  readonly status: number;
  readonly contentType: string;
  readonly body: unknown;
}

/** Says what in real answers is not as the document promises; nothing where all is well. */
export const responseValidator = (document: OpenApiDocument = openApi()) => {
  const ajv = new Ajv.default({ strict: false, allErrors: true });
  formats.default(ajv);
  ajv.addSchema(document as never, 'crm');
  return ({ method, path, status, contentType, body }: Answered): readonly string[] => {
    const media = contentType.split(';')[0]?.trim() ?? '';
    const at = ['paths', path, method.toLowerCase(), 'responses', String(status)];
    const promised = at.reduce<unknown>((node, step) => Object(node)[step], document);
    if (promised === undefined) return [`${method} ${path} does not promise a ${status}`];
    if (status === 204) return [];
    const pointer = [...at, 'content', media, 'schema'].map(escaped).join('/');
    const validate = ajv.getSchema(`crm#/${pointer}`);
    if (validate === undefined) return [`${method} ${path} ${status} does not promise ${media}`];
    return validate(body)
      ? []
      : (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
  };
};

const escaped = (step: string): string =>
  encodeURIComponent(step.replaceAll('~', '~0').replaceAll('/', '~1'));
