import type { Log } from '@crm/service-kit/log';
import { httpMetrics, metricsRoute } from '@crm/service-kit/metrics';
import { openApi } from '@crm/service-kit/openapi/document';
import { problemHandler } from '@crm/service-kit/problem';
import express, { type Express } from 'express';
import type { GatewayConfig } from './config.ts';
import { apiDocs } from './docs.ts';
import { pages } from './pages.ts';
import { proxyTo } from './proxy.ts';

/** What it tells of itself, for operators: whoever reaches the product need not know how much it is used. */
export const createMetrics = (): Express => express().disable('x-powered-by').get('/metrics', metricsRoute);

/** The one address of the product: `/api` goes to the services, everything else is the web app. */
export const createGateway = async (config: GatewayConfig, log: Log): Promise<Express> => {
  const app = express();
  app.disable('x-powered-by');
  app.set('trust proxy', config.TRUSTED_PROXIES ?? false);

  app.get('/health/live', (_req, res) => void res.json({ status: 'live' }));
  app.get('/health/ready', (_req, res) => void res.json({ status: 'ready' }));
  const document = JSON.stringify(openApi());
  app.get('/api/openapi.json', (_req, res) => void res.type('json').send(document));
  app.use('/api/docs', apiDocs());
  app.use(
    '/api',
    httpMetrics,
    proxyTo(
      {
        command: config.COMMAND_URL,
        query: config.QUERY_URL,
        auth: config.AUTH_URL,
        projection: config.PROJECTION_URL,
      },
      log,
    ),
  );
  app.use(await pages());
  app.use(problemHandler(log));
  return app;
};
