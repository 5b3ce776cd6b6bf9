import { createPrivateKey } from 'node:crypto';
import { key, masterKeys, serviceConfig } from '@crm/service-kit/config';
import { z } from 'zod';
import { firstAdministratorConfig } from './users/first-administrator.ts';

const count = z
  .string()
  .regex(/^[1-9]\d{0,8}$/, 'must be a whole number above 0')
  .transform(Number);

/** An ES256 private key in PEM (PKCS8); line breaks may be written as \n. */
const signingKey = z.string().transform((text, context) => {
  try {
    const parsed = createPrivateKey(text.replaceAll('\\n', '\n'));
    if (parsed.asymmetricKeyDetails?.namedCurve === 'prime256v1') return parsed;
  } catch {
    // Said below: what is wrong with a secret is nothing to quote.
  }
  context.addIssue({ code: 'custom', message: 'must be a P-256 private key in PEM' });
  return z.NEVER;
});

/** What the auth service needs of its environment. */
export const authConfig = z.object({
  ...serviceConfig,
  ...firstAdministratorConfig,
  ...masterKeys,
  /** Under which logins are found without being stored. */
  LOOKUP_KEY: key,
  /** Signs access tokens. */
  SIGNING_KEY: signingKey,
  /** Wrong passwords for one login, and from one address, within the window. */
  SIGN_IN_FAILURES_PER_LOGIN: count.default(10),
  SIGN_IN_FAILURES_PER_ADDRESS: count.default(100),
  SIGN_IN_WINDOW_SECONDS: count.default(900),
});
export type AuthConfig = z.output<typeof authConfig>;
