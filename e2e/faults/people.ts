/** A file of people, and what must become of them. */
export interface People {
  readonly csv: string;
  readonly rows: number;
  /** Rows that nothing stands in the way of. */
  readonly sound: readonly number[];
  /** Pairs of rows with one address: whichever comes first has it. */
  readonly pairs: readonly (readonly [number, number])[];
  /** How many rows break a rule. */
  readonly wrong: number;
}

/** Of every hundred rows one has the address of the row before it, and one has none that could be one. */
const [repeats, breaks] = [50, 75];

/** `rows` people whom no other `name` has. */
export const peopleOf = (name: string, rows: number): People => {
  const numbers = Array.from({ length: rows }, (_, index) => index + 1);
  const isRepeated = (row: number) => row % 100 === repeats;
  const isWrong = (row: number) => row % 100 === breaks;
  const address = (row: number) =>
    isWrong(row) ? 'nowhere' : `${name}.${isRepeated(row) ? row - 1 : row}@example.com`;
  const line = (row: number) =>
    `Row ${row},"Of ${name}",${address(row)},+49 30 ${1_000_000 + row},"Works ""${row % 7}"", Inc."`;
  return {
    csv: `First name,Last name,Email,Phone,Company\n${numbers.map((row) => `${line(row)}\n`).join('')}`,
    rows,
    sound: numbers.filter((row) => !isRepeated(row) && !isRepeated(row + 1) && !isWrong(row)),
    pairs: numbers.filter(isRepeated).map((row) => [row - 1, row] as const),
    wrong: numbers.filter(isWrong).length,
  };
};
