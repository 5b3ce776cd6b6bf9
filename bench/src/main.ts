import { writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { isMet, type Result, ratioOf } from './figure.ts';
import { figures } from './figures/index.ts';
import { machine } from './machine.ts';
import { table } from './table.ts';

const usage = `npm run bench -- [--only NAME] [--json FILE]\n${figures
  .map(({ name, about }) => `  ${name.padEnd(14)} ${about}`)
  .join('\n')}\n`;

const say = (line: string): boolean => process.stderr.write(`${line}\n`);

/** Runs the figures and prints one table; gives 1 where a goal was missed. */
const run = async (): Promise<number> => {
  const { values } = parseArgs({
    options: { only: { type: 'string' }, json: { type: 'string' }, help: { type: 'boolean' } },
  });
  const chosen = figures.filter(({ name }) => values.only === undefined || name === values.only);
  if (values.help || chosen.length === 0) {
    process.stdout.write(usage);
    return values.help ? 0 : 2;
  }
  const results: Result[] = [];
  for (const { name, about, measure } of chosen) {
    say(`${name}: ${about}`);
    results.push(...(await measure((progress) => say(`  ${progress}`))));
  }
  const { cores, memoryGiB, node, processor } = machine();
  process.stdout.write(
    `${table(results)}\n\n${cores} cores (${processor}), ${memoryGiB} GiB, Node ${node}\n`,
  );
  if (values.json !== undefined) {
    const lines = results.map((result) => ({ ...result, ratio: ratioOf(result), met: isMet(result) }));
    await writeFile(values.json, `${JSON.stringify({ machine: machine(), results: lines }, null, 2)}\n`);
  }
  return results.some((result) => isMet(result) === false) ? 1 : 0;
};

process.exitCode = await run();
