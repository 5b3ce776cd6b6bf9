export * from './canonical.ts';
export * from './errors.ts';
export * from './memory/log.ts';
export * from './memory/memory.ts';
export * from './port.ts';
export { defaultLimits, type GroupCommitLimits } from './postgres/group-commit.ts';
export * from './postgres/store.ts';
