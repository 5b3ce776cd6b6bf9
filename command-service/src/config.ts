import { key, masterKeys, serviceConfig } from '@crm/service-kit/config';
import { z } from 'zod';

/** What the command service needs of its environment. */
export const commandConfig = z.object({
  ...serviceConfig,
  ...masterKeys,
  /** Under which addresses are found without being stored, and bodies told apart. */
  LOOKUP_KEY: key,
  /** Where the query service answers: who fits the filter of an audience. */
  QUERY_URL: z.url({ protocol: /^https?$/ }),
});
