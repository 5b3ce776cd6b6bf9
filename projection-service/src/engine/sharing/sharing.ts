/** What is known of the replicas and of who holds which partition. */
export interface Books {
  /** Of the plan: moves with builds and parked keys. */
  readonly revision: number;
  readonly partitions: number;
  /** Those alive, the eldest first, each with the number of partitions that it wishes. */
  readonly replicas: readonly { readonly id: string; readonly wishes: number }[];
  /** In the partitions' order; a holder that is gone, or whose lease has run out, is none. */
  readonly leases: readonly {
    readonly partition: number;
    readonly holder: string | null;
    readonly fence: number;
  }[];
}

/** What a replica works on. */
export interface Share {
  readonly revision: number;
  /** In how many partitions the streams are divided. */
  readonly partitions: number;
  /** Its partitions, with the fences of their leases. */
  readonly held: ReadonlyMap<number, number>;
  /** The number of partitions that it is to divide the work into, now that it holds all of them. */
  readonly divideInto: number | null;
}

/** What a replica should give back, and may claim. */
export interface Due {
  readonly giveBack: readonly number[];
  readonly claim: readonly number[];
}

/** A replica's share, as the books tell it. */
export const shareOf = (books: Books, me: string): Share => {
  const held = new Map(
    books.leases.filter(({ holder }) => holder === me).map(({ partition, fence }) => [partition, fence]),
  );
  return {
    revision: books.revision,
    partitions: books.partitions,
    held,
    divideInto: held.size === books.partitions ? wished(books) : null,
  };
};

/**
 * What is due. Everybody works on as many partitions as everybody else. Where all wish another number of them, the
 * eldest gathers them all. `brings`: the partitions that the replica's source would bring, where it cannot choose.
 */
export const dueOf = (books: Books, me: string, brings?: ReadonlySet<number>): Due => {
  const of = (holder: string | null) =>
    books.leases.filter((lease) => lease.holder === holder).map(({ partition }) => partition);
  const [mine, free] = [of(me), of(null)];
  if (brings && wished(books) === null)
    return {
      giveBack: mine.filter((partition) => !brings.has(partition)),
      claim: free.filter((partition) => brings.has(partition)),
    };
  const entitled = entitledTo(books, me);
  return { giveBack: mine.slice(entitled), claim: free.slice(0, Math.max(0, entitled - mine.length)) };
};

const entitledTo = (books: Books, me: string): number => {
  const { partitions, replicas } = books;
  if (wished(books) !== null) return replicas[0]?.id === me ? partitions : 0;
  return Math.ceil(partitions / Math.max(1, replicas.length));
};

/** The other number of partitions that all replicas wish; null: they do not, or have it. */
const wished = ({ partitions, replicas: [first, ...others] }: Books): number | null => {
  if (first === undefined || first.wishes === partitions) return null;
  return others.every(({ wishes }) => wishes === first.wishes) ? first.wishes : null;
};
