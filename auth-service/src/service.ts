import { userCommands, userQuestions } from '@crm/contracts';
import type { EventStore } from '@crm/event-store';
import { createApp, limited } from '@crm/service-kit/app';
import { tokenVerifier } from '@crm/service-kit/auth/verify';
import { aggregate } from '@crm/service-kit/commands/aggregate';
import { commandRoutes } from '@crm/service-kit/commands/command-routes';
import { handler } from '@crm/service-kit/commands/handle';
import { stateReader } from '@crm/service-kit/commands/state-reader';
import type { LogConfig } from '@crm/service-kit/config';
import type { Log } from '@crm/service-kit/log';
import { type QuestionContext, questionRoutes } from '@crm/service-kit/questions/question-routes';
import type { Express } from 'express';
import type { Pool } from 'pg';
import { userAnswers } from './answers/user.ts';
import type { AuthConfig } from './config.ts';
import { credentialsIn } from './credentials/credentials.ts';
import { loginOf } from './credentials/login.ts';
import { loginMoving } from './credentials/move-login.ts';
import { passwordSetting } from './credentials/set-password.ts';
import { user } from './domain/user.ts';
import { accessTokens } from './sessions/access-tokens.ts';
import { sessionRoutes } from './sessions/session-routes.ts';
import { sessionsIn } from './sessions/sessions.ts';
import { signingIn } from './sessions/sign-in.ts';
import { throttles } from './sessions/throttle.ts';
import { inRoleOfNow } from './users/administrators.ts';
import { ensureFirstAdministrator } from './users/first-administrator.ts';
import { oneAtATime } from './users/one-at-a-time.ts';
import { userCommandsWith } from './users/user-commands.ts';

/** What the service stands on. */
export interface AuthService {
  readonly config: Omit<
    AuthConfig,
    | 'PORT'
    | 'HOST'
    | 'LOG_LEVEL'
    | 'DATABASE_URL'
    | 'AUTH_URL'
    | 'MASTER_KEY'
    | 'MASTER_KEY_PREVIOUS'
    | keyof LogConfig
  >;
  readonly pool: Pool;
  readonly store: EventStore;
  readonly questions: QuestionContext;
  readonly log: Log;
}

/** The auth service's parts, put together; there is an administrator when it returns. */
export const authApp = async ({ config, pool, store, questions, log }: AuthService): Promise<Express> => {
  const { LOOKUP_KEY: lookupKey, RATE_LIMIT_PER_MINUTE: rateLimitPerMinute } = config;
  const handle = handler({ store, lookupKey });
  const users = stateReader(store, user);
  const credentials = credentialsIn(pool);
  const sessions = sessionsIn(pool);
  const tokens = accessTokens(config.SIGNING_KEY);
  const people = { credentials, users, loginOf: loginOf(lookupKey) };
  const logins = loginMoving(people);
  const known = { ...people, logins, handle };
  const setOwnPassword = passwordSetting({ ...known, lookupKey });

  await ensureFirstAdministrator({
    ...known,
    log,
    email: config.FIRST_ADMIN_EMAIL,
    password: config.FIRST_ADMIN_PASSWORD,
  });

  const permitted = inRoleOfNow(handle, users, oneAtATime(pool));
  const setPassword = passwordSetting({ ...known, handle: permitted, lookupKey });
  const { open, own } = sessionRoutes({
    people: signingIn({ ...known, setPassword: setOwnPassword }),
    users,
    sessions,
    tokens,
    throttles: throttles(pool, lookupKey, {
      perLogin: config.SIGN_IN_FAILURES_PER_LOGIN,
      perAddress: config.SIGN_IN_FAILURES_PER_ADDRESS,
      windowMs: config.SIGN_IN_WINDOW_SECONDS * 1000,
    }),
    limited: limited(rateLimitPerMinute),
    log,
  });
  return createApp({
    log,
    verify: tokenVerifier({ keys: tokens.jwks.keys }),
    ready: async () => {
      await store.head();
      return true;
    },
    open: [open],
    api: [
      own,
      // A user's own password has a route of its own: it is addressed by who is signed in.
      commandRoutes(userCommandsWith(permitted, setPassword, logins, sessions), [
        { ...aggregate(user), commands: userCommands },
      ]),
      questionRoutes(userQuestions, userAnswers, questions),
    ],
    rateLimitPerMinute,
  });
};
