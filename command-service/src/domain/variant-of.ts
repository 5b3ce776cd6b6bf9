import type { Variant } from '@crm/contracts';

/**
 * The variant that a customer is shown: the same whenever it is asked, and over many customers each by its parts of the
 * whole. Null where a campaign has none.
 */
export const variantOf = (
  variants: readonly Variant[],
  campaignId: string,
  customerId: string,
): string | null => {
  const whole = variants.reduce((sum, { parts }) => sum + parts, 0);
  if (whole === 0) return null;
  let place = hashed(`${campaignId} ${customerId}`) % whole;
  for (const { name, parts } of variants) {
    if (place < parts) return name;
    place -= parts;
  }
  return null;
};

/** FNV-1a, stirred as MurmurHash3 ends: 32 bits without a sign. It never changes. */
const hashed = (text: string): number => {
  let hash = 0x811c9dc5;
  for (let n = 0; n < text.length; n++) hash = Math.imul(hash ^ text.charCodeAt(n), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
};
