import type { Config } from 'jest';

/** ES modules as they run in production: swc only strips the types, Node's own loader semantics stay. */
const shared = {
  rootDir: import.meta.dirname,
  testEnvironment: 'node',
  extensionsToTreatAsEsm: ['.ts', '.tsx'],
  transform: {
    '^.+\\.tsx?$': [
      '@swc/jest',
      {
        jsc: {
          parser: { syntax: 'typescript', tsx: true },
          target: 'es2024',
          transform: { react: { runtime: 'automatic' } },
        },
        module: { type: 'es6' },
      },
    ],
  },
  modulePathIgnorePatterns: ['<rootDir>/.data', '/dist/'],
} as const;

/** One PostgreSQL for the whole run, and one broker where a test asks for it. */
const cluster = {
  globalSetup: '<rootDir>/standalone/testing/whole-run.ts',
  globalTeardown: '<rootDir>/standalone/testing/whole-run-end.ts',
} as const;

export default {
  projects: [
    {
      ...shared,
      displayName: 'unit',
      testMatch: ['**/*.test.ts', '**/*.test.tsx'],
      testPathIgnorePatterns: ['/node_modules/', '\\.int\\.test\\.ts$', '<rootDir>/e2e/'],
    },
    {
      ...shared,
      ...cluster,
      displayName: 'int',
      testMatch: ['**/*.int.test.ts'],
      testPathIgnorePatterns: ['/node_modules/', '<rootDir>/e2e/'],
    },
    { ...shared, ...cluster, displayName: 'e2e', testMatch: ['<rootDir>/e2e/**/*.test.ts'] },
  ],
} as unknown as Config;
