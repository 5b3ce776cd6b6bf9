/** Milliseconds. The client has no deadline for most of what it does; a frozen server is noticed after 11 s, if at all. */
export interface Timings {
  /** For an answer, or for the next part of one. The server's own time-out of a write is 2 s. */
  readonly answer: number;
  /** After which no further try of an append begins. */
  readonly patience: number;
  /** Between looks whether the subscription has come as far as the log. */
  readonly watch: number;
  /** Before the first attempt to subscribe again, and at most. */
  readonly pause: { readonly first: number; readonly longest: number };
}

export const defaultTimings: Timings = {
  answer: 5_000,
  patience: 10_000,
  watch: 1_000,
  pause: { first: 100, longest: 5_000 },
};
