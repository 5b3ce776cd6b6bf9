import { join, resolve } from 'node:path';
import { StartFault } from './fault.ts';
import { durable } from './postgres/settings.ts';
import { type Product, startProduct } from './product.ts';
import { welcome } from './welcome.ts';

/**
 * `npm start`: the whole product on this machine until Ctrl-C. Reads PORT (8080), WEB_HOST (127.0.0.1), CRM_DATA
 * (`.data`), ADMIN_EMAIL, and what the services read: see `handedOn`.
 */
const root = new URL('../../', import.meta.url).pathname;
const say = (line: string): void => void process.stdout.write(`${line}\n`);

const portOf = (text: string): number => {
  const port = Number(text);
  if (Number.isInteger(port) && port > 0 && port < 65_536) return port;
  throw new StartFault(`PORT is "${text}": it must be a number from 1 to 65535.`);
};

/** Names the services know, handed on when they are set. */
const handedOn = [
  'LOG_LEVEL',
  'RATE_LIMIT_PER_MINUTE',
  'EVENT_STORE',
  'EVENTSTORE_URL',
  'NOTARY_KEY_REPLACES',
  'TRUSTED_PROXIES',
  'METRICS_PORT',
  'METRICS_HOST',
  'PROJECTION_PARTITIONS',
  'SPILL_FOLDER',
  'KAFKA_BROKERS',
  'KAFKA_PREFIX',
  'KAFKA_TLS',
  'KAFKA_SASL',
  'KAFKA_USERNAME',
  'KAFKA_PASSWORD',
  'PROJECTION_SOURCE',
  'TIME_MACHINE_WORLDS',
  'TIME_MACHINE_MEGABYTES',
  'TIME_MACHINE_IDLE_MINUTES',
] as const;

const home = resolve(process.env.CRM_DATA || join(root, '.data'));

const run = (): Promise<Product> =>
  startProduct({
    home,
    webPort: portOf(process.env.PORT || '8080'),
    webHost: process.env.WEB_HOST || '127.0.0.1',
    adminEmail: process.env.ADMIN_EMAIL || 'admin@example.com',
    settings: durable,
    env: {
      // As much as the log: the system's folder for such files may be in memory.
      SPILL_FOLDER: home,
      ...Object.fromEntries(
        handedOn.flatMap((name) => (process.env[name] ? [[name, process.env[name]]] : [])),
      ),
    },
    report: say,
  });

const since = performance.timeOrigin;
const over = Promise.withResolvers<void>();
let signals = 0;
process.stdout.on('error', () => undefined); // a closed terminal must not keep us from ending in order
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
  process.on(signal, () => {
    signals += 1;
    if (signals > 1) process.exit(130);
    say('Ending …');
    over.resolve();
  });

try {
  const product = await run();
  for (const line of welcome(product)) say(line);
  say(`  (started in ${((Date.now() - since) / 1000).toFixed(1)} s)`);
  await product.first?.told();
  await over.promise;
  await product.stop();
  say('Everything has ended; your data are kept.');
  process.exit(0);
} catch (error) {
  process.stderr.write(
    `\n${error instanceof StartFault ? error.message : `The product cannot start: ${said(error)}`}\n`,
  );
  process.exit(1);
}

function said(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
