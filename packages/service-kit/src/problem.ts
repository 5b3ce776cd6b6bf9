import {
  Conflict,
  Forbidden,
  Invalid,
  KeyReused,
  Missing,
  type Problem,
  Refusal,
  Unauthenticated,
} from '@crm/contracts';
import {
  AppendOutcomeUnknown,
  AppendTooLarge,
  NotCanonical,
  SubjectErased,
  Unavailable,
} from '@crm/event-store';
import type { ErrorRequestHandler } from 'express';
import { whyNoChange } from './db/takes-no-changes.ts';
import { isUnreachable } from './db/unreachable.ts';
import type { Log } from './log.ts';
import { LogRestored } from './log-restored.ts';

/** Something this service depends on does not answer (503). */
export class Overloaded extends Error {
  override name = 'Overloaded';
}

/** The caller asks too often (429). */
export class TooManyRequests extends Error {
  override name = 'TooManyRequests';
}

interface Answer {
  readonly status: number;
  readonly title: string;
  /** Of errors that carry no code of their own. */
  readonly code?: string;
}

/** Every status that an error of ours leads to: nobody else knows one. */
const answers: readonly (readonly [kind: abstract new (...args: never[]) => Error, answer: Answer])[] = [
  [Invalid, { status: 400, title: 'Invalid input' }],
  [NotCanonical, { status: 400, title: 'Invalid input', code: 'invalid-input' }],
  [Unauthenticated, { status: 401, title: 'Not signed in' }],
  [Forbidden, { status: 403, title: 'Not allowed' }],
  [Missing, { status: 404, title: 'Not found' }],
  [Refusal, { status: 409, title: 'Refused' }],
  [SubjectErased, { status: 409, title: 'Refused', code: 'subject-erased' }],
  [Conflict, { status: 412, title: 'Changed meanwhile' }],
  [AppendTooLarge, { status: 413, title: 'Too large', code: 'too-large' }],
  [KeyReused, { status: 422, title: 'Key used before' }],
  [TooManyRequests, { status: 429, title: 'Too many requests', code: 'rate-limited' }],
  [Unavailable, { status: 503, title: 'Unavailable', code: 'unavailable' }],
  [AppendOutcomeUnknown, { status: 503, title: 'Outcome unknown', code: 'outcome-unknown' }],
  [LogRestored, { status: 503, title: 'Not to be trusted' }],
  [Overloaded, { status: 503, title: 'Unavailable', code: 'unavailable' }],
];

/** What Express and its body parser raise, by status: the caller's fault, in our words. */
const requestFaults: Readonly<Record<number, Answer & { readonly detail: string }>> = {
  400: {
    status: 400,
    title: 'Malformed request',
    code: 'malformed-request',
    detail: 'The request cannot be read: its body must be JSON.',
  },
  413: {
    status: 413,
    title: 'Too large',
    code: 'too-large',
    detail: 'The body is larger than this route takes.',
  },
  415: {
    status: 415,
    title: 'Unsupported media type',
    code: 'unsupported-media-type',
    detail: 'The body must be JSON in UTF-8.',
  },
};

const sentences: Readonly<Record<string, string>> = {
  'subject-erased': 'This person was erased: nothing personal can be added any more.',
  unavailable: 'A part of the system does not answer at this moment. Nothing was changed; try again shortly.',
  'disk-full': 'The disk of the database is full. Nothing was changed; try again when there is room.',
  'read-only':
    'The database takes no changes at this moment: it is read-only. Nothing was changed; try again later.',
  'outcome-unknown':
    'It is not known whether this was carried out. Send it again with the same Idempotency-Key.',
};

/** RFC 9457 problem details of any error. What is nobody's refusal is a fault of ours and says no more than that. */
export const problemOf = (error: unknown): Problem => {
  const refused = whyNoChange(error);
  if (refused !== undefined)
    return frame({ status: 503, title: 'Unavailable' }, refused, sentences[refused] ?? '');
  const answer = answers.find(([kind]) => error instanceof kind)?.[1];
  if (answer !== undefined && error instanceof Error) {
    const code = answer.code ?? ('code' in error ? String(error.code) : 'refused');
    return {
      ...frame(answer, code, sentences[code] ?? error.message),
      ...('errors' in error ? { errors: error.errors as NonNullable<Problem['errors']> } : {}),
      ...(error instanceof NotCanonical
        ? { errors: [{ path: error.path.replace(/^\$\.?/, ''), message: 'cannot be stored exactly' }] }
        : {}),
      ...('facts' in error && hasAny(error.facts)
        ? { facts: error.facts as NonNullable<Problem['facts']> }
        : {}),
    };
  }
  if (isUnreachable(error)) return problemOf(new Overloaded('the database is away', { cause: error }));
  const fault = requestFaults[statusIn(error)];
  if (fault !== undefined) return frame(fault, fault.code ?? 'malformed-request', fault.detail);
  return frame(
    { status: 500, title: 'Fault' },
    'internal-error',
    'Something went wrong on our side. It was written down.',
  );
};

/** Answers errors as problems, and writes down those that are ours. */
export const problemHandler =
  (log: Log): ErrorRequestHandler =>
  (error, req, res, _next) => {
    const problem = problemOf(error);
    if (problem.status >= 500)
      log.error(
        { err: error, method: req.method, route: req.route?.path, correlation: req.context?.correlation },
        problem.title,
      );
    if (res.headersSent) {
      res.destroy();
      return;
    }
    if (problem.status === 503) res.set('Retry-After', '1');
    if (problem.status === 401) res.set('WWW-Authenticate', 'Bearer');
    res.status(problem.status).type('application/problem+json').send(JSON.stringify(problem));
  };

const frame = ({ status, title }: Answer, code: string, detail: string): Problem => ({
  type: `urn:crm:problem:${code}`,
  title,
  status,
  code,
  detail,
});

const statusIn = (error: unknown): number =>
  error instanceof Error && 'status' in error && typeof error.status === 'number' ? error.status : 0;

const hasAny = (facts: unknown): boolean =>
  typeof facts === 'object' && facts !== null && Object.keys(facts).length > 0;
