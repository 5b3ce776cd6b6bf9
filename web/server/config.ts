import { listenConfig, portNumber } from '@crm/service-kit/config';
import { z } from 'zod';

const upstream = z.url({ protocol: /^http$/ }).transform((text) => new URL(text));

/** What the gateway is told by its environment. */
export const gatewayConfig = z.object({
  ...listenConfig,
  COMMAND_URL: upstream,
  QUERY_URL: upstream,
  AUTH_URL: upstream,
  PROJECTION_URL: upstream,
  /** Where the metrics are answered, apart from what everybody reaches. Absent: nowhere. */
  METRICS_PORT: portNumber.optional(),
  METRICS_HOST: z.string().default('127.0.0.1'),
  /** Proxies in front of us whose X-Forwarded-For is believed, as Express writes them: `loopback, 10.0.0.0/8`. */
  TRUSTED_PROXIES: z.string().optional(),
});
export type GatewayConfig = z.output<typeof gatewayConfig>;
