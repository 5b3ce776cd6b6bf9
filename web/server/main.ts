import { configOf } from '@crm/service-kit/config';
import { runService } from '@crm/service-kit/lifecycle';
import { gatewayConfig } from './config.ts';
import { createGateway, createMetrics } from './gateway.ts';

await runService('web', async ({ log }) => {
  const config = configOf(gatewayConfig);
  return {
    app: await createGateway(config, log),
    port: config.PORT,
    host: config.HOST,
    operations:
      config.METRICS_PORT === undefined
        ? undefined
        : { app: createMetrics(), port: config.METRICS_PORT, host: config.METRICS_HOST },
    close: async () => {},
  };
});
