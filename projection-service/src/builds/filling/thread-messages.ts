import type { SubjectKey } from '@crm/event-store';
import type { ColumnKind } from '../../engine/database/columns.ts';
import type { Poison } from '../../engine/folding/fold-batch.ts';
import type { Part as Counted } from '../../engine/folding/fold-summary.ts';
import type { Chunk } from './spill-file.ts';

/** A build's table by names: a model's functions do not go from one thread to another. */
export interface NamedTable {
  readonly model: string;
  readonly version: number;
  readonly build: number;
  readonly rebuild: string;
  readonly statement: string;
  readonly kinds: readonly ColumnKind[];
}

/** A subject's key in bytes of its own: of a Buffer all that lies beside it would be copied along. */
export type SentKey = readonly [
  subject: string,
  key: Uint8Array<ArrayBuffer>,
  generation: SubjectKey['generation'],
];

/** What a folding thread is told. */
export type ToThread =
  | {
      readonly begin: {
        readonly tables: readonly NamedTable[];
        readonly file: number;
        readonly isSealed: boolean;
      };
    }
  | { readonly fold: { readonly chunks: readonly Chunk[]; readonly isBusy: boolean } }
  | { readonly keys: readonly SentKey[] };

/** What comes of a part, table by table. */
export interface SentPart {
  readonly tables: readonly {
    readonly lines: readonly Uint8Array<ArrayBuffer>[];
    readonly counted: readonly Counted[];
  }[];
  readonly parked: readonly { readonly table: number; readonly poison: Poison }[];
}

/** What it tells. */
export type FromThread =
  | { readonly find: readonly string[] }
  | { readonly folded: SentPart }
  | { readonly failed: unknown };
