import { z } from 'zod';
import { one, page, paging, question } from './define.ts';

/** SHA-256 in base64. */
export const HashText = z.string().regex(/^[A-Za-z0-9+/]{43}=$/);
const Count = z.coerce.number().int().min(0).max(Number.MAX_SAFE_INTEGER);

/** The log as it was signed last. */
export const LogCheckpoint = z.object({
  /** How many events the tree holds. */
  size: z.int(),
  root: HashText,
  time: z.string(),
  /** All of this as a signed note: c2sp.org/tlog-checkpoint. */
  note: z.string(),
});
export type LogCheckpoint = z.infer<typeof LogCheckpoint>;

/** The key that checkpoints are signed with. */
export const LogKey = z.object({
  /** The log's name in every checkpoint. */
  origin: z.string(),
  /** `<origin>+<key id>+<key>`, as verifiers of signed notes take it. */
  verifier: z.string(),
  /** The same key as SubjectPublicKeyInfo. */
  pem: z.string(),
});

/** That the tree of a size holds a leaf: the hashes from the leaf upwards (RFC 6962, 2.1.1). */
export const InclusionProof = z.object({
  index: z.int(),
  size: z.int(),
  leaf: HashText,
  proof: z.array(HashText),
});

/** That the tree of one size begins with that of another (RFC 6962, 2.1.2). */
export const ConsistencyProof = z.object({ from: z.int(), to: z.int(), proof: z.array(HashText) });

/** An event as it lies in the log, personal fields sealed: canonical JSON of this is what a leaf hashes. */
export const StoredEvent = z.object({
  stream: z.string(),
  revision: z.int(),
  id: z.string(),
  type: z.string(),
  schema: z.int(),
  data: z.record(z.string(), z.unknown()),
  metadata: z.record(z.string(), z.unknown()),
});

/** An event with its proof, and beside it what it says, where it can still be read. */
export const ProvenEvent = z.object({
  index: z.int(),
  position: z.string(),
  stored: StoredEvent,
  proof: z.array(HashText),
  readable: z.record(z.string(), z.unknown()),
});
export type ProvenEvent = z.infer<typeof ProvenEvent>;

/** What `crm audit export` writes, and `crm audit verify` checks without asking anybody. */
export const Evidence = z.object({
  format: z.literal('crm-evidence-1'),
  customer: z.uuid(),
  exportedAt: z.string(),
  key: LogKey,
  checkpoint: z.string(),
  events: z.array(ProvenEvent),
});
export type Evidence = z.infer<typeof Evidence>;

const verify = { needs: 'log.verify', ownedBy: undefined, reads: [], past: 'none' } as const;

export const logQuestions = {
  logCheckpoint: question(
    'GET /log/checkpoint',
    'The log as it was signed last: size, root, time',
    verify,
    {},
    one(LogCheckpoint),
  ),
  logKey: question('GET /log/key', 'The key that checkpoints are signed with', verify, {}, one(LogKey)),
  inclusionProof: question(
    'GET /log/proofs/inclusion',
    'Proof that an event is in the log that was signed',
    verify,
    { index: Count, size: Count },
    one(InclusionProof),
  ),
  consistencyProof: question(
    'GET /log/proofs/consistency',
    'Proof that the log only grew from one size to another',
    verify,
    { from: Count, to: Count },
    one(ConsistencyProof),
  ),
  customerEvidence: question(
    'GET /log/customers/:id',
    'A customer’s events as they are stored, each with its proof in the tree of a size, and what it says',
    { needs: 'history.read', ownedBy: 'owner_id', reads: ['customer'], past: 'none' },
    { size: Count, ...paging },
    page(ProvenEvent),
  ),
};
