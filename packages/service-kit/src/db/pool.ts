import pg from 'pg';

const { int8, timestamptz, date } = { int8: 20, timestamptz: 1184, date: 1082 } as const;

/** How a pool differs from the others. */
export interface PoolOptions {
  /** Most connections at a time. Default 10. */
  readonly max?: number;
  /** Shown in pg_stat_activity. */
  readonly name?: string;
  /** The world that unqualified names are looked up in: `live`, or one as of a moment. */
  readonly searchPath?: string;
  /** Milliseconds a statement may take. Default 30,000; 0: no limit. */
  readonly statementTimeout?: number;
  /** Told of idle connections that broke; the pool opens others by itself. */
  readonly report?: (error: unknown) => void;
}

/**
 * Connections in our terms: positions as bigint, instants as ISO 8601 in UTC with milliseconds, days as YYYY-MM-DD.
 * Waiting longer than five seconds for a connection is an error.
 */
export const createPool = (
  url: string,
  { max = 10, name = 'crm', searchPath, statementTimeout = 30_000, report = warn }: PoolOptions = {},
): pg.Pool => {
  const settings = {
    timezone: 'UTC',
    datestyle: 'ISO',
    statement_timeout: String(statementTimeout),
    idle_in_transaction_session_timeout: '60000',
    ...(searchPath === undefined ? {} : { search_path: searchPath }),
  };
  const pool = new pg.Pool({
    connectionString: url,
    max,
    application_name: name,
    connectionTimeoutMillis: 5_000,
    options: Object.entries(settings)
      .map(([setting, value]) => `-c ${setting}=${value}`)
      .join(' '),
    types,
  });
  pool.on('error', report);
  pool.on('connect', (client) => client.on('error', told));
  return pool;
};

/**
 * A connection can break while it is nobody's statement: between two of them, or as it is handed over. Without a listener
 * that would end the process. Whoever holds it is told by the next statement, which fails.
 */
const told = (): void => {};

const warn = (error: unknown): void => process.emitWarning(String(error));

const types = new pg.TypeOverrides();
types.setTypeParser(int8, BigInt);
types.setTypeParser(date, (text) => text);
types.setTypeParser(timestamptz, (text) => instant(text));

/** `2026-11-24 20:15:29.1+00` as `2026-11-24T20:15:29.100Z`; the connection's time zone is UTC. */
const instant = (text: string): string => {
  const fraction = text.slice(20, text.lastIndexOf('+'));
  return `${text.slice(0, 10)}T${text.slice(11, 19)}.${fraction.padEnd(3, '0').slice(0, 3)}Z`;
};
