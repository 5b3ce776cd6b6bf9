/** What was asked cannot be done as asked; the sentence says why and what to do. Nothing was changed by it. */
export class Unusable extends Error {
  override name = 'Unusable';
}
