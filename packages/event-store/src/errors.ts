/** The stream was not where the writer believed it to be. */
export class WrongExpectedRevision extends Error {
  override name = 'WrongExpectedRevision';
  readonly stream: string;
  /** The stream's last revision; null where there is no stream. */
  readonly actual: number | null;
  constructor(stream: string, actual: number | null) {
    super(`stream ${stream} is at ${actual ?? 'no revision'}`);
    this.stream = stream;
    this.actual = actual;
  }
}

/** The append exceeds `caps.maxAppendBytes`; nothing was sent. */
export class AppendTooLarge extends Error {
  override name = 'AppendTooLarge';
  constructor(bytes: number, max: number) {
    super(`an append of ${bytes} bytes exceeds the limit of ${max}`);
  }
}

/** The value has no canonical JSON: integers beyond 2^53, NUL, lone surrogates, values that are not JSON. */
export class NotCanonical extends Error {
  override name = 'NotCanonical';
  /** Where in the value, as a JSON path: `$.emails[0].address`. The message never quotes the value itself. */
  readonly path: string;
  constructor(path: string, reason: string) {
    super(`${path}: ${reason}`);
    this.path = path;
  }
}

/** The append makes no sense whatever the store holds: no events, an id twice, a name that is none. */
export class InvalidAppend extends Error {
  override name = 'InvalidAppend';
}

/** The store cannot do this at all (see `caps`). */
export class Unsupported extends Error {
  override name = 'Unsupported';
}

/** The store cannot be reached; nothing was written. */
export class Unavailable extends Error {
  override name = 'Unavailable';
}

/** The append may or may not have been written: retry with the same ids and the same expectation. */
export class AppendOutcomeUnknown extends Error {
  override name = 'AppendOutcomeUnknown';
}

/** A sealed event does not open under its own key: it, its place or its type is not what was written. */
export class SealBroken extends Error {
  override name = 'SealBroken';
  constructor({ id, stream, type }: { id: string; stream: string; type: string }, reason: string) {
    super(`the seal of ${type} ${id} in ${stream} does not hold: ${reason}`);
  }
}

/** The subject's key was destroyed: nothing personal can be written about it any more. */
export class SubjectErased extends Error {
  override name = 'SubjectErased';
  constructor(subject: string) {
    super(`${subject} has been erased: nothing personal can be recorded about it`);
  }
}

/** Another writer made the subject's key first; nothing was written: seal again under the key that is kept. */
export class KeyTaken extends Error {
  override name = 'KeyTaken';
}

/** A key of the environment is not the one that what is stored was written with. */
export class WrongKey extends Error {
  override name = 'WrongKey';
}
