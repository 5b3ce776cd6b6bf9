/** Where the installation on this machine has its data. */
export const dataFolder = (): string =>
  process.env.CRM_DATA ?? new URL('../../.data', import.meta.url).pathname;
