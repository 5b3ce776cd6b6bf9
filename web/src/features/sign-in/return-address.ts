/** Where to go after sign-in: only an address of ours, never one that a link smuggled in. */
export const returnAddress = (to: string | null): string =>
  to !== null && /^\/(?![/\\])/.test(to) && !to.startsWith('/sign-in') ? to : '/customers';
