import { connect, type Socket } from 'node:net';

/** Clients of `GET /api/changes` that read what they are told, and do nothing with it. */
export interface LiveClients {
  /** Resolves when so many have read this text; from now on. */
  readonly heard: (text: string, by: number) => Promise<void>;
  readonly close: () => void;
}

/** Opens so many over sockets of their own: they must not cost much of the machine that is measured. @throws where one is refused */
export const liveClients = async (
  url: string,
  count: number,
  tokenOf: (n: number) => string,
): Promise<LiveClients> => {
  const { hostname, port, host } = new URL(url);
  const sockets: Socket[] = [];
  for (let n = 0; n < count; n++) {
    const socket = connect(Number(port), hostname);
    sockets.push(socket);
    socket.write(
      `GET /api/changes HTTP/1.1\r\nhost: ${host}\r\nauthorization: Bearer ${tokenOf(n)}\r\naccept: text/event-stream\r\n\r\n`,
    );
    await firstBytes(socket);
    socket.resume();
  }
  return {
    heard: (text, by) =>
      new Promise((resolve) => {
        let missing = by;
        for (const socket of sockets) {
          const read = (chunk: Buffer): void => {
            if (!chunk.includes(text)) return;
            socket.off('data', read);
            missing--;
            if (missing === 0) resolve();
          };
          socket.on('data', read);
        }
      }),
    close: () => {
      for (const socket of sockets) socket.destroy();
    },
  };
};

const firstBytes = (socket: Socket): Promise<void> =>
  new Promise((resolve, reject) => {
    socket.once('error', reject);
    socket.once('data', (chunk: Buffer) => {
      const line = chunk.toString('latin1').split('\r\n', 1)[0] ?? '';
      if (line.includes(' 200 ')) resolve();
      else reject(new Error(`a client of live changes was answered ${line}`));
    });
  });
