import { readFile } from 'node:fs/promises';
import { createMemoryStore } from '@crm/event-store';
import { createPool } from '@crm/service-kit/db/pool';
import { metrics as ofEveryService } from '@crm/service-kit/metrics';
import { expect, it } from '@jest/globals';
import { Registry } from 'prom-client';
import { notaryMetrics } from './notary/notary-metrics.ts';
import { projectionMetrics } from './projection-metrics.ts';
import { reactorMetrics } from './reactors/reactor-metrics.ts';
import { worldMetrics } from './time-machine/world-metrics.ts';

/** What Prometheus itself knows. */
const itsOwn = ['up'];
/** Of a query, what is no metric: operators, functions, labels and what they are held to. */
const grammar = /"[^"]*"|\{[^}]*\}|\[[^\]]*\]|\bby\s*\([^)]*\)|\b(max|min|sum|rate|and|or|unless)\b/g;

it('every alarm asks for metrics that there are', async () => {
  const registry = new Registry();
  const measured = {
    registry,
    pool: createPool('postgres://nowhere'),
    log: createMemoryStore(),
    models: [],
    reactors: [],
  };
  projectionMetrics(measured);
  notaryMetrics(measured);
  reactorMetrics(measured);
  worldMetrics(measured);
  const names = Registry.merge([registry, ofEveryService])
    .getMetricsAsArray()
    .flatMap(({ name }) => [name, `${name}_count`]);
  const rules = await readFile(new URL('../../observability/alerts.yml', import.meta.url), 'utf8');
  const queries = [...rules.matchAll(/^ {8}expr: (>-\n(?: {10}.*\n)+|.*\n)/gm)].map(
    ([, query = '']) => query,
  );
  expect(queries).toHaveLength(rules.match(/- alert:/g)?.length ?? 0);
  const asked = queries.flatMap((query) => query.replace(grammar, ' ').match(/[a-z_]{2,}/g) ?? []);
  expect(new Set(asked).difference(new Set([...names, ...itsOwn]))).toEqual(new Set());
});
