export * from './checkpoint.ts';
export * from './frontier.ts';
export * from './hashes.ts';
export * from './note.ts';
export * from './paths.ts';
export * from './verify.ts';
