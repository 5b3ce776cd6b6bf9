import { type Goal, isMet, type Result, ratioOf } from './figure.ts';

const headings = ['figure', 'value', 'floor', 'ratio', 'goal', ''];

/** The results as a Markdown table: it reads well in a terminal and stands in docs/benchmarks.md as it is. */
export const table = (results: readonly Result[]): string => {
  const rows = [headings, ...results.map(cells)];
  const widths = headings.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0), 3));
  const line = (row: readonly string[]) =>
    `| ${row.map((cell, column) => (column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0))).join(' | ')} |`;
  const rule = `|${widths.map((width, column) => (column === 0 ? `${'-'.repeat(width + 2)}` : `${'-'.repeat(width + 1)}:`)).join('|')}|`;
  const [first = [], ...rest] = rows;
  return [line(first), rule, ...rest.map(line)].join('\n');
};

const cells = (result: Result): readonly string[] => {
  const { figure, value, unit, floor, goal } = result;
  const ratio = ratioOf(result);
  const met = isMet(result);
  return [
    figure,
    `${rounded(value)} ${unit}`,
    floor === undefined ? '' : `${rounded(floor)} ${unit}`,
    ratio === null ? '' : `${ratio.toFixed(2)}x`,
    goal === undefined ? '' : goalText(goal, unit),
    met === null ? '' : met ? 'met' : 'MISSED',
  ];
};

const goalText = ({ of, is, limit }: Goal, unit: string): string =>
  `${is} ${limit}${of === 'ratio' ? 'x' : ` ${unit}`}`;

const rounded = (value: number): string =>
  value >= 100 || Number.isInteger(value)
    ? Math.round(value).toLocaleString('en')
    : value.toFixed(value >= 10 ? 1 : 2);
