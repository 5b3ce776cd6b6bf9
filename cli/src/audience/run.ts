import { type AudienceAccepted, EmailAddress, normalEmail, type UnknownAddress } from '@crm/contracts';
import type { Row } from '../csv/table.ts';

/** Why a row's address brings nobody into the audience. */
export type Unknown = UnknownAddress['code'];

/** How many rows came to what. `read` is always the sum of `found` and the codes. */
export type AudienceCounts = Readonly<Record<'read' | 'found' | Unknown, number>> & {
  /** Whom the addresses that were found belong to. */
  readonly customers: number;
};

export interface AudienceRun {
  readonly rows: AsyncIterable<{ readonly rows: readonly Row[] }>;
  readonly addressOf: (row: Row) => string;
  /** Adds so many addresses, which are all well-formed and different. */
  readonly send: (emails: readonly string[]) => Promise<AudienceAccepted>;
  /** The most that are sent at once. */
  readonly most: number;
  /** Called for every row that brings nobody in, in the file's order. */
  readonly onUnknown: (row: Row, code: Unknown) => Promise<void>;
  /** Ends the reading: what is under way is finished and counted. */
  readonly signal: AbortSignal;
}

/** Sends the addresses of rows as audiences, one after another. Gives the counts of all rows that were read. */
export const runAudience = async (run: AudienceRun): Promise<AudienceCounts> => {
  const counts = {
    read: 0,
    found: 0,
    'not-an-address': 0,
    'nobody-has-it': 0,
    'named-twice': 0,
    customers: 0,
  };
  for await (const chunk of chunks(run)) {
    const sent = chunk.flatMap(({ email }) => (email === null ? [] : [email]));
    const { total, unknown } = sent.length === 0 ? { total: 0, unknown: [] } : await run.send(sent);
    const codes = new Map(unknown.map(({ row, code }) => [row, code]));
    counts.customers += total;
    let nth = 0;
    for (const { row, email, code } of chunk) {
      const found = email === null ? code : codes.get(++nth);
      counts.read += 1;
      counts[found ?? 'found'] += 1;
      if (found !== undefined) await run.onUnknown(row, found);
    }
  }
  return counts;
};

/** A row with the address to send, or what is wrong with it. */
type Item = { readonly row: Row } & (
  | { readonly email: string; readonly code?: undefined }
  | { readonly email: null; readonly code: Unknown }
);

async function* chunks({ rows, addressOf, most, signal }: AudienceRun): AsyncGenerator<readonly Item[]> {
  const itemOf = reader(addressOf);
  let items: Item[] = [];
  let sending = 0;
  for await (const piece of rows)
    for (const row of piece.rows) {
      if (signal.aborted) return;
      const item = itemOf(row);
      if (item.email !== null && sending++ === most) {
        yield items;
        items = [];
        sending = 1;
      }
      items.push(item);
    }
  if (items.length > 0) yield items;
}

/** Reads addresses as the server does. One that was sent before is not sent again: the server sees one list at a time. */
const reader = (addressOf: AudienceRun['addressOf']) => {
  const seen = new Set<string>();
  return (row: Row): Item => {
    const email = EmailAddress.safeParse(addressOf(row)).data;
    const same = email === undefined ? null : normalEmail(email);
    if (email === undefined || same === null) return { row, email: null, code: 'not-an-address' };
    if (seen.has(same)) return { row, email: null, code: 'named-twice' };
    seen.add(same);
    return { row, email };
  };
};
