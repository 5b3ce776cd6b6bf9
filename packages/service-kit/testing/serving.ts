import type { Server } from 'node:http';
import type { Express } from 'express';

/** An app that listens on a free port of this machine, for a test. */
export interface Serving {
  /** `http://127.0.0.1:<port>` */
  readonly url: string;
  readonly close: () => Promise<void>;
}

/** Serves an app until it is closed; connections still open then are cut. */
export const serving = async (app: Express): Promise<Serving> => {
  const server: Server = app.listen(0, '127.0.0.1');
  await new Promise((resolve, reject) => server.once('listening', resolve).once('error', reject));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the app listens on no port');
  return {
    url: `http://127.0.0.1:${address.port}`,
    close: async () => {
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      await closed;
    },
  };
};
