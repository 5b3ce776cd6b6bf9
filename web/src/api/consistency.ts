let newest: bigint | null = null;

/** The newest position that this session has written or seen; sent with every question so that it reads its own writes. */
export const consistencyToken = (): string | null => newest?.toString() ?? null;

/** Remembers the `Consistency-Token` of a command's answer, if it is the newest so far. */
export const rememberToken = (token: string | null): void => {
  if (token === null || !/^\d+$/.test(token)) return;
  const position = BigInt(token);
  if (newest === null || position > newest) newest = position;
};

/** Forgets it: somebody else signs in. */
export const forgetToken = (): void => {
  newest = null;
};
