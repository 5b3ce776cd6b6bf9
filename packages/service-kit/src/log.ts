import pino from 'pino';

export type Log = pino.Logger;

/**
 * A JSON log on stdout, or where a test listens. Of errors it keeps name, code, message and stack and nothing else: what libraries hang on
 * them (rows, parameters, bodies) may be personal.
 */
export const createLog = (service: string, level = 'info', destination?: pino.DestinationStream): Log =>
  pino(
    {
      level,
      base: { service },
      timestamp: pino.stdTimeFunctions.isoTime,
      serializers: { err: described },
    },
    destination ?? pino.destination(1),
  );

const described = (error: unknown): unknown => {
  if (!(error instanceof Error)) return { message: typeof error };
  const { name, message, stack } = error;
  const code = 'code' in error ? String(error.code) : undefined;
  const cause = error.cause === undefined ? {} : { cause: described(error.cause) };
  // Class 22 (data exception) quotes the value that it could not read.
  if ('severity' in error && code?.startsWith('22'))
    return { name, code, message: 'a value could not be read', ...cause };
  return { name, code, message, stack, ...cause };
};
