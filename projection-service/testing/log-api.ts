import { generateKeyPairSync } from 'node:crypto';
import { type Actor, logQuestions } from '@crm/contracts';
import { createPostgresStore, postgresKeyring, sealedStore } from '@crm/event-store';
import { createApp } from '@crm/service-kit/app';
import { tokenTerms, tokenVerifier } from '@crm/service-kit/auth/verify';
import { createLog } from '@crm/service-kit/log';
import { questionRoutes } from '@crm/service-kit/questions/question-routes';
import type { TestDatabase } from '@crm/service-kit/testing/database';
import type { Express } from 'express';
import jwt from 'jsonwebtoken';
import { logAnswers } from '../src/notary/answers.ts';
import { signedConsistency } from '../src/notary/consistency.ts';
import { signer } from './notary.ts';

/** Under which a test's events are sealed. */
export const masterKey = Buffer.alloc(32, 1);
const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const { issuer, audience, algorithm } = tokenTerms;

/** An access token for an actor. */
export const token = ({ id, role }: Actor): string =>
  jwt.sign({ sub: id, role }, privateKey, { algorithm, issuer, audience, keyid: 'test', expiresIn: 60 });

/** Takes the tokens of a test. */
export const verify = tokenVerifier({ keys: [{ ...publicKey.export({ format: 'jwk' }), kid: 'test' }] });

/** What can be asked about the log, over a test's database. */
export const logApi = (
  database: TestDatabase,
): { readonly app: Express; readonly close: () => Promise<void> } => {
  const report = () => undefined;
  const pool = database.pool('crm_projection', { searchPath: 'live,public', report });
  const sealed = createPostgresStore(pool, { report });
  const opened = sealedStore(sealed, postgresKeyring(pool, masterKey));
  const answers = logAnswers({ pool, sealed, opened }, signer);
  const app = createApp({
    verify,
    ready: async () => true,
    api: [questionRoutes(logQuestions, answers, { pool, consistency: signedConsistency(pool) })],
    rateLimitPerMinute: 1_000_000,
    log: createLog('projection-service', 'silent'),
  });
  return { app, close: () => sealed.close() };
};
