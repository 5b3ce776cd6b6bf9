import { customerCommands } from '@crm/contracts';
import { accept } from '@crm/service-kit/accept';
import { createApp } from '@crm/service-kit/app';
import { tokenVerifier } from '@crm/service-kit/auth/verify';
import { configOf, serviceConfig } from '@crm/service-kit/config';
import { runService } from '@crm/service-kit/lifecycle';
import { Router } from 'express';
import { v7 } from 'uuid';
import { z } from 'zod';

const { DATABASE_URL: _, ...withoutDatabase } = serviceConfig;

/**
 * The floor: the services' own stack (middleware, token cache, zod) with nothing behind it. POST /customers accepts and
 * forgets, GET /empty answers nothing.
 */
await runService('floor', async ({ log }) => {
  const config = configOf(z.object(withoutDatabase));
  const routes = Router()
    .post('/customers', (req, res) => {
      accept(customerCommands.RegisterCustomer.body, req.body);
      res.status(201).set('ETag', '"0"').set('Consistency-Token', '1').json({ id: v7(), revision: 0 });
    })
    .get('/empty', (_req, res) => void res.json({}));
  const app = createApp({
    log,
    verify: tokenVerifier({ jwksUrl: `${config.AUTH_URL}/api/auth/jwks` }),
    ready: async () => true,
    api: [routes],
    rateLimitPerMinute: config.RATE_LIMIT_PER_MINUTE,
  });
  return { app, port: config.PORT, host: config.HOST, close: async () => {} };
});
