import type { ProcessName, TestProduct } from './product.ts';

/** Kills a process whenever it comes up; what it gives back lets it live, and waits until it answers. */
export const keepDown = (product: TestProduct, name: ProcessName): (() => Promise<void>) => {
  product.kill(name);
  const timer = setInterval(() => product.kill(name), 20);
  return () => {
    clearInterval(timer);
    return product.revived(name, undefined);
  };
};

/** Stops a process in its tracks: it neither answers nor ends. What it gives back lets it go on. */
export const halt = (product: TestProduct, name: ProcessName): (() => void) => {
  const pid = product.pid(name);
  if (pid === undefined) throw new Error(`${name} does not run`);
  process.kill(pid, 'SIGSTOP');
  return () => void process.kill(pid, 'SIGCONT');
};
