import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '../../../standalone/src/free-port.ts';
import type { OwnBroker } from './broker.ts';
import { kafkaClasspath } from './classpath.ts';

/** Small and quick to start: a test broker serves one machine for minutes. */
const java = ['-Xmx256m', '-XX:+UseSerialGC', '-XX:TieredStopAtLevel=1'];

/** Starts Apache Kafka as one process that is broker and controller in one (KRaft), on what Maven fetched. */
export const startKraft = async (): Promise<OwnBroker> => {
  const classpath = await kafkaClasspath();
  const home = await mkdtemp(join(tmpdir(), 'crm-kafka-'));
  const port = await freePort();
  const settings = join(home, 'server.properties');
  await mkdir(join(home, 'data'));
  await writeFile(join(home, 'data/meta.properties'), formatted);
  await writeFile(settings, settingsOf(home, port, await freePort()));
  let child: ChildProcess | undefined;
  const start = async (): Promise<void> => {
    child = await started([...java, '-cp', classpath, 'kafka.Kafka', settings]);
  };
  const kill = async (): Promise<void> => {
    if (child?.exitCode !== null || child.signalCode !== null) return;
    child.kill('SIGKILL');
    await once(child, 'exit');
  };
  process.once('exit', () => {
    child?.kill('SIGKILL');
    rmSync(home, { recursive: true, force: true });
  });
  await start();
  const stop = async () => {
    await kill();
    await rm(home, { recursive: true, force: true, maxRetries: 5 });
  };
  return { brokers: `127.0.0.1:${port}`, kill, start, stop };
};

/** Resolves once it serves. @throws with what it said last, where it ends instead */
const started = (args: readonly string[]): Promise<ChildProcess> => {
  const child = spawn('java', args, { stdio: ['ignore', 'ignore', 'pipe'] });
  const { promise, resolve, reject } = Promise.withResolvers<ChildProcess>();
  let last = '';
  child.stderr.on('data', (chunk: Buffer) => {
    last = (last + chunk.toString()).slice(-4_000);
    if (last.includes('Kafka Server started')) resolve(child);
  });
  child.once('error', reject);
  child.once('exit', () => reject(new Error(`the broker ended: ${last}`)));
  return promise;
};

/** What `kafka-storage format` writes: another two seconds of Java for four lines. */
const formatted = `version=1
cluster.id=MkU3OEVBNTcwNTJENDM2Qk
node.id=1
directory.id=AAAAAAAAAAAAAAAAAAAAZA
`;

const settingsOf = (home: string, port: number, controllerPort: number): string => `
process.roles=broker,controller
node.id=1
controller.quorum.voters=1@127.0.0.1:${controllerPort}
listeners=PLAINTEXT://127.0.0.1:${port},CONTROLLER://127.0.0.1:${controllerPort}
advertised.listeners=PLAINTEXT://127.0.0.1:${port}
controller.listener.names=CONTROLLER
log.dirs=${join(home, 'data')}
offsets.topic.replication.factor=1
offsets.topic.num.partitions=1
group.initial.rebalance.delay.ms=0
auto.create.topics.enable=false
`;
