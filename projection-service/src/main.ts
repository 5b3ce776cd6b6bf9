import { logQuestions } from '@crm/contracts';
import { sealedStore } from '@crm/event-store';
import { readModels } from '@crm/read-models';
import { createApp } from '@crm/service-kit/app';
import { tokenVerifier } from '@crm/service-kit/auth/verify';
import { configOf, masterKeys, serviceConfig, sharingConfig } from '@crm/service-kit/config';
import { createPool } from '@crm/service-kit/db/pool';
import { runService } from '@crm/service-kit/lifecycle';
import { LogRestored } from '@crm/service-kit/log-restored';
import { metrics } from '@crm/service-kit/metrics';
import { openKeyring } from '@crm/service-kit/open-keyring';
import { openLog } from '@crm/service-kit/open-log';
import { consistencyOf } from '@crm/service-kit/questions/consistency';
import { liveChanges } from '@crm/service-kit/questions/live-changes';
import { questionRoutes } from '@crm/service-kit/questions/question-routes';
import { z } from 'zod';
import { foldingThreads, spillConfig } from './builds/config.ts';
import { runBuilds } from './builds/run-builds.ts';
import { follow } from './engine/following/follow.ts';
import { following } from './health.ts';
import { kafkaConfig } from './kafka/kafka-config.ts';
import { withKafka } from './kafka/with-kafka.ts';
import { named, poisoned } from './logged.ts';
import { logAnswers } from './notary/answers.ts';
import { signedConsistency } from './notary/consistency.ts';
import { notarize } from './notary/notarize.ts';
import { notaryMetrics } from './notary/notary-metrics.ts';
import { checkNotaryKey, notaryKey } from './notary/signer.ts';
import { LogChanged, whyItStands } from './notary/still-stands.ts';
import { readModelRoutes } from './operations/read-model-routes.ts';
import { projectionMetrics } from './projection-metrics.ts';
import { limitsOf, timeMachineConfig } from './time-machine/config.ts';
import type { TimeMachine } from './time-machine/machine.ts';
import { timeMachineRoutes } from './time-machine/routes.ts';
import { runTimeMachine } from './time-machine/run.ts';
import { worldMetrics } from './time-machine/world-metrics.ts';

const projectionConfig = z.object({
  ...serviceConfig,
  ...sharingConfig,
  /** What is sealed is opened: read models hold plain text, as the answers do. */
  ...masterKeys,
  /** Signs what was noted of the log. */
  NOTARY_KEY: notaryKey,
  /** The key that is lost, as it was published: NOTARY_KEY is put in its place. */
  NOTARY_KEY_REPLACES: z.string().optional(),
  ...spillConfig,
  ...kafkaConfig,
  ...timeMachineConfig,
});

await runService('projection-service', async ({ log, signal }) => {
  const config = configOf(projectionConfig);
  const report = (err: unknown) => log.warn({ err }, 'the database was away for a moment');
  const pool = createPool(config.DATABASE_URL, { name: 'projection-service', report });
  const signer = config.NOTARY_KEY;
  const { keyring } = await openKeyring(config, pool, signal, report);
  await checkNotaryKey(pool, signer, config.NOTARY_KEY_REPLACES);
  const sealed = await openLog(config, pool, report);
  const store = sealedStore(sealed, keyring);

  const { applied, held } = projectionMetrics({ registry: metrics, pool, log: sealed, models: readModels });
  notaryMetrics({ registry: metrics, pool, log: sealed });
  worldMetrics({ registry: metrics, pool });
  const kafka = withKafka(config, { pool, sealed, opened: store, keyring, log, registry: metrics }, signal);
  const followed = follow(
    {
      pool,
      store,
      models: readModels,
      partitions: config.PROJECTION_PARTITIONS,
      ...kafka.following,
      onShare: (share) => held.set(share.held.size),
      onLead: (_, share) => log.info({ held: share.held.size, of: share.partitions }, 'following'),
      onApplied: (builds, events) => {
        for (const { build } of builds)
          if (build.state === 'shown') applied.inc({ model: build.model.name }, events);
      },
      onSuperseded: () => log.info('another process has taken over partitions'),
      onPoison: ({ name }, { event, error }) =>
        log.error(
          { model: name, ...poisoned(event), ...named(error) },
          'a key stands still from this event on',
        ),
      onFault: (err) => {
        if (err instanceof LogRestored) log.error({ err }, 'the read models stand still');
        else log.warn({ err }, 'following the log begins anew');
      },
    },
    signal,
  );
  const built = runBuilds(
    {
      pool,
      store,
      sealed: { log: sealed, keys: keyring },
      threads: foldingThreads,
      models: readModels,
      folder: config.SPILL_FOLDER,
      onEnd: ({ id, kind, models }, end) => log.info({ rebuild: id, kind, models }, `a rebuild is ${end}`),
      onFault: (error) => log.warn(named(error), 'building begins anew'),
    },
    signal,
  );
  const noted = notarize(
    {
      pool,
      log: sealed,
      signer,
      onFault: (err) => {
        if (err instanceof LogChanged) log.error({ err }, 'the notary stands still');
        else log.warn({ err }, 'the notary begins anew');
      },
    },
    signal,
  );
  const travelling = createPool(config.DATABASE_URL, { name: 'projection-service worlds', max: 6, report });
  const machine: TimeMachine = {
    pool: travelling,
    log: sealed,
    keyring,
    models: readModels,
    limits: limitsOf(config),
    threads: foldingThreads,
    ...(config.SPILL_FOLDER !== undefined && { folder: config.SPILL_FOLDER }),
    onFault: (error) => log.warn(named(error), 'the time machine begins anew'),
  };
  const travelled = runTimeMachine(machine, signal);
  const current = consistencyOf(travelling, liveChanges(travelling, signal, report));
  const asked = createPool(config.DATABASE_URL, {
    name: 'projection-service questions',
    searchPath: 'live,public',
    max: 4,
    report,
  });
  const answers = logAnswers({ pool: asked, sealed, opened: store }, signer);
  const context = { pool: asked, consistency: signedConsistency(asked) };
  const app = createApp({
    verify: tokenVerifier({ jwksUrl: `${config.AUTH_URL}/api/auth/jwks` }),
    ready: following(pool, sealed, readModels),
    standsStill: async () => {
      const changed = await whyItStands(pool, sealed);
      return changed === null ? [] : [changed.message];
    },
    api: [
      questionRoutes(logQuestions, answers, context),
      ...readModelRoutes({ pool: asked, sealed, opened: store, models: readModels }),
      ...timeMachineRoutes(machine, current),
    ],
    rateLimitPerMinute: config.RATE_LIMIT_PER_MINUTE,
    log,
  });
  const close = async () => {
    await Promise.all([followed, built, noted, travelled, kafka.ended]);
    await store.close();
    await Promise.all([pool.end(), asked.end(), travelling.end()]);
  };
  return { app, port: config.PORT, host: config.HOST, close };
});
