/** Jest's globalTeardown: ends the cluster that its globalSetup started, if it started one. */
export default async (): Promise<void> => {
  globalThis.testCluster?.server.kill();
  await globalThis.testCluster?.server.ended;
};
