/** Ends the cluster that the run's setup started, if it started one. */
export default async (): Promise<void> => {
  globalThis.testCluster?.server.kill();
  await globalThis.testCluster?.server.ended;
};
