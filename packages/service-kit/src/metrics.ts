import type { RequestHandler } from 'express';
import { collectDefaultMetrics, Histogram, Registry } from 'prom-client';

/** The process's metrics, in Prometheus' format at /metrics. */
export const metrics = new Registry();
collectDefaultMetrics({ register: metrics });

const requests = new Histogram({
  name: 'http_request_duration_seconds',
  help: 'Time from the request to the end of its answer.',
  labelNames: ['method', 'route', 'status'],
  buckets: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10],
  registers: [metrics],
});

/** Measures every request under its route's template: paths hold ids. */
export const httpMetrics: RequestHandler = (req, res, next) => {
  const startedAt = performance.now();
  res.once('finish', () => {
    const route = typeof req.route?.path === 'string' ? req.route.path : 'none';
    requests.observe(
      { method: req.method, route, status: res.statusCode },
      (performance.now() - startedAt) / 1000,
    );
  });
  next();
};

/** One look-up for several gauges of a scrape: one that another sets tells what the scrape before has found. */
export const lookedUpOnce = (lookUp: () => Promise<void>): (() => Promise<void>) => {
  let underWay: Promise<void> | undefined;
  return () => {
    underWay ??= lookUp().finally(() => {
      underWay = undefined;
    });
    return underWay;
  };
};

/** Answers the metrics. */
export const metricsRoute: RequestHandler = async (_req, res) => {
  res.type(metrics.contentType).send(await metrics.metrics());
};
