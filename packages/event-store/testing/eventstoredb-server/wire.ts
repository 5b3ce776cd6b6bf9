import { once } from 'node:events';
import { connect, createServer, type Server, type Socket } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';

/** What lies between clients and a server, and can break: connections are those of a crash, not of a polite end. */
export interface Wire {
  readonly port: number;
  /** Breaks every connection. New ones are taken. */
  readonly cut: () => void;
  /** Breaks every connection and takes no new one, as while a server is down. */
  readonly down: () => Promise<void>;
  readonly up: () => Promise<void>;
  /** Passes nothing on and breaks nothing, as a server does that has stopped. */
  readonly freeze: () => void;
  readonly thaw: () => void;
  readonly close: () => Promise<void>;
}

/** Passes on every byte to a port of this machine. */
export const startWire = async (target: number): Promise<Wire> => {
  const sockets = new Set<Socket>();
  let frozen = false;
  const pass = (client: Socket): void => {
    const server = connect(target, '127.0.0.1');
    for (const [from, to] of [
      [client, server],
      [server, client],
    ] as const) {
      sockets.add(from);
      from.setNoDelay(true);
      from.on('data', (chunk) => void (to.write(chunk) || from.pause()));
      from.on('drain', () => void (frozen || to.resume()));
      from.on('error', () => to.destroy());
      from.on('close', () => {
        sockets.delete(from);
        to.destroy();
      });
      if (frozen) from.pause();
    }
  };
  const cut = (): void => {
    for (const socket of sockets) socket.resetAndDestroy();
  };
  let listening = await listen(0, pass);
  const { port } = listening;
  const down = async (): Promise<void> => {
    listening.server.close();
    cut();
    await delay(1);
  };
  return {
    port,
    cut,
    down,
    up: async () => {
      listening = await listen(port, pass);
    },
    freeze: () => {
      frozen = true;
      for (const socket of sockets) socket.pause();
    },
    thaw: () => {
      frozen = false;
      for (const socket of sockets) socket.resume();
    },
    close: down,
  };
};

const listen = async (
  port: number,
  pass: (socket: Socket) => void,
): Promise<{ server: Server; port: number }> => {
  const server = createServer(pass).listen(port, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  return { server, port: typeof address === 'object' && address ? address.port : 0 };
};
