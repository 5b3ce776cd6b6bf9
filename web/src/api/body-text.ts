/**
 * A command's body as it travels. What is no number travels as a text, so that the server's rule complains at its field:
 * JSON would make null of NaN, and null clears a field.
 */
export const bodyText = (body: unknown): string =>
  JSON.stringify(body, (_, value: unknown) => (Number.isNaN(value) ? 'NaN' : value));
