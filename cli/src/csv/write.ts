/** One line of a CSV file, RFC 4180: quoted where a reader would otherwise see something else. */
export const csvLine = (fields: readonly string[], delimiter: string): string =>
  `${fields.map((field) => (mustQuote(field, delimiter, fields.length) ? `"${field.replaceAll('"', '""')}"` : field)).join(delimiter)}\r\n`;

const mustQuote = (field: string, delimiter: string, columns: number): boolean =>
  field === '' ? columns === 1 : field.includes(delimiter) || /["\r\n]|^\s|\s$/.test(field);
