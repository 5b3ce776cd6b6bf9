import { type FieldError, Problem } from '@crm/contracts';

/** What went wrong with a request: RFC 9457 details, or `unreachable` (status 0) when no answer came. */
export class ProblemError extends Error {
  override name = 'ProblemError';
  readonly code: string;
  readonly status: number;
  readonly fields: readonly FieldError[];
  readonly facts: Readonly<Record<string, unknown>>;
  constructor(problem: Pick<Problem, 'code' | 'status' | 'detail' | 'errors' | 'facts'>) {
    super(problem.detail);
    this.code = problem.code;
    this.status = problem.status;
    this.fields = problem.errors ?? [];
    this.facts = problem.facts ?? {};
  }
}

/** Whether the same request may succeed a moment later: no answer came, or the service is busy or away. */
export const isPassing = (error: unknown): boolean =>
  error instanceof ProblemError && (error.status === 0 || error.status === 429 || error.status >= 502);

/** What is wrong with one field of a form: its own path or anything below it. */
export const fieldError = (error: unknown, path: string): string | undefined => {
  if (!(error instanceof ProblemError)) return undefined;
  const found = error.fields.find((field) => field.path === path || field.path.startsWith(`${path}.`));
  return found && sentence(found.message);
};

/** The problem as one sentence for people, whatever was thrown. */
export const problemText = (error: unknown): string => {
  if (!(error instanceof Error)) return 'Something went wrong.';
  return error instanceof ProblemError && error.fields.length > 0
    ? 'Please check the marked fields.'
    : error.message;
};

/** Reads a failed response; an answer that is no problem document still gets a sentence. */
export const problemOfResponse = async (response: Response): Promise<ProblemError> => {
  const parsed = Problem.safeParse(await response.json().catch(() => null));
  if (parsed.success) return new ProblemError(parsed.data);
  const detail = `The server answered with status ${response.status}. Please try again.`;
  return new ProblemError({ code: 'unexpected-answer', status: response.status, detail });
};

/** No answer came: the network or the server is away. */
export const unreachable = (): ProblemError =>
  new ProblemError({
    code: 'unreachable',
    status: 0,
    detail: 'The server cannot be reached. Check your connection and try again.',
  });

const sentence = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
