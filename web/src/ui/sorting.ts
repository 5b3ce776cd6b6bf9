/** What a list is sorted by; null: the server's choice. */
export interface Sorted<Sort extends string> {
  readonly sort: Sort | null;
  readonly order: 'asc' | 'desc';
}

/** What it is when a column's header is pressed: ascending, descending, then the server's choice again. */
export const sortedBy = <Sort extends string>(now: Sorted<Sort>, sort: Sort): Sorted<Sort> => {
  if (now.sort !== sort) return { sort, order: 'asc' };
  return now.order === 'asc' ? { sort, order: 'desc' } : { sort: null, order: 'desc' };
};
