import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
const pom = new URL('pom.xml', import.meta.url).pathname;
const cache = new URL('../../../node_modules/.cache/crm/', import.meta.url).pathname;

/** Whether this machine can run a broker that Maven fetches. */
export const hasJavaAndMaven = async (): Promise<boolean> => {
  try {
    await run('sh', ['-c', 'command -v java && command -v mvn']);
    return true;
  } catch {
    return false;
  }
};

/** The jars of Apache Kafka, fetched from Maven Central where this machine has not got them yet. */
export const kafkaClasspath = async (): Promise<string> => {
  const file = join(cache, 'kafka-4.1.0.classpath');
  const known = await readFile(file, 'utf8').catch(() => '');
  if (known !== '' && known.split(':').every((jar) => existsSync(jar))) return known;
  await mkdir(cache, { recursive: true });
  const resolve = ['-q', '-B', '-f', pom, 'dependency:build-classpath', `-Dmdep.outputFile=${file}`];
  // Without the network first: asking whether there is anything newer takes longer than the rest.
  await run('mvn', ['-o', ...resolve]).catch(() => run('mvn', resolve));
  return readFile(file, 'utf8');
};
