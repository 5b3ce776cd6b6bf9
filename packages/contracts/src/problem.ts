import { z } from 'zod';

/** One field of the input that is wrong: `path` as in the body (`emails.0.address`), and what is wrong with it. */
export const FieldError = z.object({ path: z.string(), message: z.string() });
export type FieldError = z.infer<typeof FieldError>;

/** RFC 9457 problem details as every service answers them. `code` is stable: programs branch on it. */
export const Problem = z.object({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  code: z.string(),
  detail: z.string(),
  errors: z.array(FieldError).optional(),
  /** Facts of the refusal that a program or screen needs: the existing customer's id, the events in between. */
  facts: z.record(z.string(), z.unknown()).optional(),
});
export type Problem = z.infer<typeof Problem>;

/** The caller's input breaks its contract (400). */
export class Invalid extends Error {
  override name = 'Invalid';
  readonly code: string;
  readonly errors: readonly FieldError[];
  constructor(errors: readonly FieldError[], code = 'invalid-input') {
    super(errors.map(({ path, message }) => `${path}: ${message}`).join('; '));
    this.code = code;
    this.errors = errors;
  }
}

/** Well-formed, but the rules of the business say no (409). The sentence is for people, the code for programs. */
export class Refusal extends Error {
  override name = 'Refusal';
  readonly code: string;
  readonly facts: Readonly<Record<string, unknown>>;
  constructor(code: string, sentence: string, facts: Readonly<Record<string, unknown>> = {}) {
    super(sentence);
    this.code = code;
    this.facts = facts;
  }
}

/** There is no such thing, or none that this caller may know of (404). */
export class Missing extends Error {
  override name = 'Missing';
  readonly code: string;
  constructor(what: string) {
    super(`There is no such ${what}.`);
    this.code = `${what.replaceAll(' ', '-')}-not-found`;
  }
}

/** The record is no longer at the revision the caller named (412); `facts` holds the events in between. */
export class Conflict extends Error {
  override name = 'Conflict';
  readonly code = 'stale-revision';
  readonly facts: Readonly<Record<string, unknown>>;
  constructor(facts: Readonly<Record<string, unknown>>) {
    super('The record has changed since you read it.');
    this.facts = facts;
  }
}

/** Signed in, but not allowed to do this (403). */
export class Forbidden extends Error {
  override name = 'Forbidden';
  readonly code: string;
  constructor(
    sentence = 'Your role does not allow this.',
    code: 'forbidden' | 'password-must-change' = 'forbidden',
  ) {
    super(sentence);
    this.code = code;
  }
}

/** Not signed in, or no longer (401). */
export class Unauthenticated extends Error {
  override name = 'Unauthenticated';
  readonly code: string;
  constructor(
    code: 'token-missing' | 'token-expired' | 'token-invalid' | 'credentials-invalid',
    sentence: string,
  ) {
    super(sentence);
    this.code = code;
  }
}

/** The idempotency key was used before for another body (422). */
export class KeyReused extends Error {
  override name = 'KeyReused';
  readonly code = 'idempotency-key-reused';
  constructor() {
    super('This Idempotency-Key was used before with another body.');
  }
}
