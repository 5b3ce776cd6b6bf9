import { rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { OwnBroker } from './broker.ts';
import { hasJavaAndMaven } from './classpath.ts';
import { startKraft } from './kraft.ts';

/** The broker of a run, and of which kind it is; null: this machine has none. */
export interface Offered {
  readonly brokers: string | null;
  readonly kind: 'given' | 'container' | 'kraft' | 'none';
}

/** The variable that says at which socket tests ask for the broker. */
export const offeredAt = 'KAFKA_TEST_OFFER';

/**
 * Offers one broker to all tests of a run: it is started when the first of them asks, and says on stderr which it is.
 * Gives what ends it.
 */
export const offerBroker = (): (() => Promise<void>) => {
  const path = join(tmpdir(), `crm-kafka-${process.pid}.sock`);
  let asked: Promise<Provided> | undefined;
  const server = createServer((socket) => {
    asked ??= provided();
    void asked.then(({ broker, kind }) => {
      const offered: Offered = { brokers: broker?.brokers ?? null, kind };
      socket.end(JSON.stringify(offered));
    });
  });
  rmSync(path, { force: true });
  server.listen(path);
  process.once('exit', () => rmSync(path, { force: true }));
  process.env[offeredAt] = path;
  return async () => {
    server.close();
    await (await asked)?.broker?.stop();
  };
};

interface Provided {
  readonly broker: Pick<OwnBroker, 'brokers' | 'stop'> | null;
  readonly kind: Offered['kind'];
}

const provided = async (): Promise<Provided> => {
  try {
    const [provided, words] = await chosen();
    process.stderr.write(`Kafka: ${words}\n`);
    return provided;
  } catch (error) {
    process.stderr.write(`Kafka: its tests are skipped, as no broker starts: ${error}\n`);
    return { broker: null, kind: 'none' };
  }
};

const chosen = async (): Promise<[Provided, string]> => {
  const brokers = process.env.KAFKA_TEST_BROKERS;
  if (brokers)
    return [
      { broker: { brokers, stop: async () => {} }, kind: 'given' },
      'over the brokers of KAFKA_TEST_BROKERS',
    ];
  // Loaded only here: most runs ask for no broker, and it takes a second.
  const { hasImage, startContainer } = await import('./container.ts');
  if (await hasImage())
    return [{ broker: await startContainer(), kind: 'container' }, 'over a broker in a container'];
  if (await hasJavaAndMaven())
    return [
      { broker: await startKraft(), kind: 'kraft' },
      "over Maven Central's Apache Kafka 4.1.0 (KRaft), as there is no Docker with its image",
    ];
  return [
    { broker: null, kind: 'none' },
    'its tests are skipped: KAFKA_TEST_BROKERS is not set, and there is neither Docker with the image nor Java with Maven',
  ];
};
