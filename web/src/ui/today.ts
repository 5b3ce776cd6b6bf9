/** Today where the reader is, `YYYY-MM-DD`: Sweden writes dates as ISO does. */
export const today = (): string => new Date().toLocaleDateString('sv-SE');
