import type { Pool, PoolClient } from 'pg';

/** Works on a connection that nobody else gets; the signal aborts when it breaks. */
export const onConnection = async (
  pool: Pool,
  work: (client: PoolClient, lost: AbortSignal) => Promise<void>,
): Promise<void> => {
  const client = await pool.connect();
  const lost = new AbortController();
  client.on('error', (error) => lost.abort(error));
  client.on('end', () => lost.abort(new Error('the connection has ended')));
  try {
    await client.query(settings);
    await work(client, lost.signal);
  } finally {
    // Locks go with their connection; one whose state is unknown is not handed to anybody else.
    client.release(true);
  }
};

const settings = `
  -- Safe: rows and checkpoint are in one transaction, so what a crash of the server forgets is simply applied again.
  set synchronous_commit = off;
  -- Bringing up a new version makes its indexes, which takes longer than any statement of daily work.
  set statement_timeout = 0;
  -- Of whoever is frozen in the middle of a transaction: what it locked is needed by those who go on.
  set idle_in_transaction_session_timeout = '10s'`;
