/**
 * The form in which two addresses are the same: trimmed, Unicode NFC, lower-cased without locale, domain in ASCII
 * (UTS 46, as URL hosts). Dots and +tags stay. It is hashed into stream names, so it never changes; it has fixtures.
 * Null where there is no address in it.
 */
export const normalEmail = (address: string): string | null => {
  const text = address.trim().normalize('NFC').toLowerCase();
  const at = text.lastIndexOf('@');
  if (at < 1 || at === text.length - 1) return null;
  const domain = asciiDomain(text.slice(at + 1));
  return domain && `${text.slice(0, at)}@${domain}`;
};

const asciiDomain = (domain: string): string | null => {
  if (!/^[\p{L}\p{N}\p{M}.-]+$/u.test(domain)) return null;
  const url = URL.parse(`http://${domain}/`);
  return url === null || url.hostname === '' ? null : url.hostname;
};
