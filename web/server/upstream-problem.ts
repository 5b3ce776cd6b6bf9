import type { ServerResponse } from 'node:http';
import type { Problem } from '@crm/contracts';

/** Nothing was sent yet when these happen: the request can be repeated by anybody. */
const neverArrived = new Set(['ECONNREFUSED', 'EHOSTUNREACH', 'ENETUNREACH', 'ENOTFOUND', 'EAI_AGAIN']);

/** The problem of a service that does not answer (503), or broke off before it answered (502). */
export const upstreamProblem = (code: string | undefined, method: string): Problem => {
  if (code !== undefined && neverArrived.has(code)) {
    return problem(
      503,
      'unavailable',
      'Unavailable',
      'A part of the system does not answer at this moment. Nothing was changed; try again shortly.',
    );
  }
  return method === 'GET' || method === 'HEAD'
    ? problem(
        502,
        'upstream-failed',
        'Broken off',
        'A part of the system broke off before it answered. Try again.',
      )
    : problem(
        502,
        'outcome-unknown',
        'Outcome unknown',
        'It is not known whether this was carried out. Send it again with the same Idempotency-Key.',
      );
};

/** Answers with that problem; an answer that was under way is cut, so that nobody takes half of it for the whole. */
export const answerUpstreamProblem = (error: Error, method: string, res: ServerResponse): void => {
  if (res.headersSent) {
    res.destroy();
    return;
  }
  const code = 'code' in error && typeof error.code === 'string' ? error.code : undefined;
  const told = upstreamProblem(code, method);
  res.writeHead(told.status, { 'Content-Type': 'application/problem+json', 'Retry-After': '1' });
  res.end(JSON.stringify(told));
};

const problem = (status: number, code: string, title: string, detail: string): Problem => ({
  type: `urn:crm:problem:${code}`,
  title,
  status,
  code,
  detail,
});
