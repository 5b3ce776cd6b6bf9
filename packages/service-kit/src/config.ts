import { z } from 'zod';

/** The environment does not hold what the service needs: every problem at once, one a line. */
export class ConfigError extends Error {
  override name = 'ConfigError';
  readonly problems: readonly string[];
  constructor(problems: readonly string[]) {
    super(problems.join('\n'));
    this.problems = problems;
  }
}

/** Reads the environment once, at boot. An empty variable counts as missing. @throws ConfigError */
export const configOf = <S extends z.ZodObject>(
  shape: S,
  env: Readonly<Record<string, string | undefined>> = process.env,
): z.output<S> => {
  const given = Object.entries(env).filter(([name, value]) => name in shape.shape && value !== '');
  const parsed = shape.safeParse(Object.fromEntries(given));
  if (parsed.success) return parsed.data;
  throw new ConfigError(
    parsed.error.issues.map(({ path, message }) =>
      path[0] !== undefined && env[String(path[0])]
        ? `${path.join('.')}: ${message}`
        : `${path.join('.')} is missing`,
    ),
  );
};

const wholeNumber = z.string().regex(/^\d+$/, 'must be a whole number').transform(Number);

/** 32 secret bytes in base64. */
export const key = z
  .base64('must be base64')
  .transform((text) => Buffer.from(text, 'base64'))
  .refine((bytes) => bytes.length === 32, 'must hold 32 bytes');

/** Unwraps the keys that personal fields are sealed under. */
export const masterKeys = {
  MASTER_KEY: key,
  /** The one before, as long as it takes to replace it. */
  MASTER_KEY_PREVIOUS: key.optional(),
};

/** A TCP port. */
export const portNumber = wholeNumber.refine((port) => port < 65_536, 'must be a port');

/** Where a service listens and how much it says. */
export const listenConfig = {
  PORT: portNumber,
  HOST: z.string().default('127.0.0.1'),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
};

/** Where the log is kept. */
export const logConfig = {
  EVENT_STORE: z.enum(['postgres', 'eventstoredb']).default('postgres'),
  /** Of EventStoreDB or KurrentDB, as its clients take it. */
  EVENTSTORE_URL: z
    .string()
    .regex(/^esdb(\+discover)?:\/\//, 'must begin with esdb:// or esdb+discover://')
    .refine(
      (url) => !(/\/\/[^/?]+@/.test(url) && /[?&]tls=false/i.test(url)),
      'has a password and tls=false: the client would send none',
    )
    .optional(),
};

/** How replicas of projection-service share their work. */
export const sharingConfig = {
  /** 64: among all of them; 1: one of them does it. Changed once all of them wish it. */
  PROJECTION_PARTITIONS: z.enum(['1', '64']).default('1').transform(Number),
};

/** What names a log. */
export interface LogConfig {
  readonly EVENT_STORE: 'postgres' | 'eventstoredb';
  readonly EVENTSTORE_URL?: string | undefined;
}

/** What every service that answers for data needs. */
export const serviceConfig = {
  ...listenConfig,
  ...logConfig,
  DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/ }),
  /** Where auth-service publishes the keys that tokens are signed with. */
  AUTH_URL: z.url({ protocol: /^https?$/ }),
  /** Requests a minute of one user, or of one address where nobody is signed in. */
  RATE_LIMIT_PER_MINUTE: wholeNumber.default(6_000),
};
