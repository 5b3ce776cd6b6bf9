import { mkdir, rm, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { openBrowser, type Scheme, type Size } from './support/browser.ts';
import { startTestProduct } from './support/product.ts';
import { screens } from './support/screens.ts';
import { tourOf } from './support/tour.ts';

const folder = fileURLToPath(new URL('../docs/screens/', import.meta.url));
const schemes: readonly Scheme[] = ['light', 'dark'];
/** `npm run screens -- customers users`: only these are taken again. */
const wanted = process.argv.slice(2);

const fileOf = (name: string, size: Size, scheme: Scheme): string => `${name}-${size}-${scheme}.png`;
const say = (line: string): void => void process.stdout.write(`${line}\n`);

const readme = (): string => {
  const pictures = (name: string, size: Size) =>
    schemes.map((scheme) => `[${scheme}](${fileOf(name, size, scheme)})`).join(', ');
  const rows = screens.map(
    ({ name, shows }) => `| ${shows} | ${pictures(name, 'desktop')} | ${pictures(name, 'phone')} |`,
  );
  return `# Screens

Every screen and state as \`npm run screens\` (e2e/screens.ts) takes it from the running product, with made-up people.

| | 1440 × 900 | 390 × 844 |
|---|---|---|
${rows.join('\n')}
`;
};

const product = await startTestProduct({ report: say });
const browser = await openBrowser().catch(async (error: unknown) => {
  await product.stop();
  throw error;
});
try {
  if (wanted.length === 0) await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  await tourOf(product, browser, async ({ name }, size) => {
    if (wanted.length > 0 && !wanted.includes(name)) return;
    for (const scheme of schemes) {
      await browser.look(size, scheme);
      await writeFile(
        `${folder}${fileOf(name, size, scheme)}`,
        await browser.driver.takeScreenshot(),
        'base64',
      );
    }
    say(`${name}, ${size}`);
  });
  await writeFile(`${folder}README.md`, readme());
} finally {
  await browser.close();
  await product.stop();
}
