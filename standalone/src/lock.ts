import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { realpath, rm } from 'node:fs/promises';
import { connect, createServer } from 'node:net';
import { platform, tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { codeOf, StartFault } from './fault.ts';

/**
 * Holds a data folder for this process alone, and frees it however the process ends: a listening socket is gone with
 * its owner, where a file with a number in it is not. @throws StartFault where another process holds it
 */
export const lock = async (folder: string, address: string): Promise<{ release: () => Promise<void> }> => {
  const name = socketOf(await realpath(folder));
  const holder = createServer((asker) => asker.on('error', () => undefined).end(`${process.pid} ${address}`));
  holder.unref();
  try {
    await listen(holder, name);
  } catch (error) {
    if (codeOf(error) !== 'EADDRINUSE') throw error;
    const answer = await ask(name);
    if (answer !== undefined) {
      const [pid, url] = answer.split(' ');
      throw new StartFault(`The product is already running with ${folder}: process ${pid}, ${url}.`);
    }
    await rm(name, { force: true });
    await listen(holder, name);
  }
  return {
    release: async () => {
      holder.close();
      await once(holder, 'close');
    },
  };
};

const listen = async (server: ReturnType<typeof createServer>, name: string): Promise<void> => {
  server.listen(name);
  await once(server, 'listening');
};

const ask = async (name: string): Promise<string | undefined> => {
  try {
    return await text(connect(name));
  } catch {
    return undefined;
  }
};

/** Linux has sockets without files; elsewhere a killed owner leaves a file that nobody answers at. */
const socketOf = (folder: string): string => {
  const id = `crm-${createHash('sha256').update(folder).digest('hex').slice(0, 16)}`;
  return platform() === 'linux' ? `\0${id}` : join(tmpdir(), `${id}.sock`);
};
