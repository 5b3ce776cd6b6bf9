import * as product from '@crm/contracts';
import { describe, expect, it } from '@jest/globals';
import Ajv from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import { openApi } from './document.ts';
import { templateOf } from './operations.ts';

const document = openApi();
const operations = Object.values(document.paths).flatMap((methods) => Object.values(methods));

describe('openApi', () => {
  it('has every command, operation and question of the contracts', () => {
    const { commands, operations: ordered, questions } = product;
    const contracts = [commands, ordered, questions].flatMap((map) => Object.values(map));
    for (const { method, path, summary } of contracts)
      expect(document.paths[templateOf(path)]?.[method.toLowerCase()]).toMatchObject({ summary });
    expect(operations.length).toBeGreaterThan(contracts.length);
  });

  it('names each operation once', () => {
    const names = operations.map(({ operationId }) => operationId);
    expect(new Set(names).size).toBe(names.length);
  });

  it('declares every name in a path', () => {
    for (const [path, methods] of Object.entries(document.paths))
      for (const { parameters } of Object.values(methods)) {
        const declared = parameters
          .filter((parameter) => parameter.in === 'path')
          .map(({ name }) => `{${name}}`);
        expect(declared).toEqual(path.match(/\{\w+\}/g) ?? []);
      }
  });

  it('refers only to what it holds', () => {
    const refs = JSON.stringify(document).matchAll(/"\$ref":"#\/components\/(\w+)\/(\w+)"/g);
    for (const [, kind = '', name = ''] of refs) expect(document.components[kind]).toHaveProperty(name);
  });

  it('holds nothing but valid schemas', () => {
    const ajv = new Ajv.default({ strict: false });
    formats.default(ajv);
    ajv.addSchema(document as never, 'crm');
    const found = [...JSON.stringify(document).matchAll(/"schema":\{/g)].length;
    expect(found).toBeGreaterThan(100);
    for (const schema of schemasIn(document)) expect(ajv.validateSchema(schema)).toBe(true);
  });

  it('lets bodies and parameters be read: no schema says nothing', () => {
    for (const { operationId, parameters } of operations)
      for (const parameter of parameters)
        if ('schema' in parameter)
          expect({ operationId, keys: Object.keys(parameter.schema as object).length > 0 }).toEqual({
            operationId,
            keys: true,
          });
  });
});

function schemasIn(value: unknown): object[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => [
    ...(key === 'schema' && typeof inner === 'object' && inner !== null ? [inner as object] : []),
    ...schemasIn(inner),
  ]);
}
