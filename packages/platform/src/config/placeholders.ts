/** Values our documentation prints where a person must fill in their own. */
const printed = new Set([
  "strong-production-password",
  "another-32-byte-base64-key",
  "smtp-password",
  "sk_live_xxx",
  "whsec_xxx",
  "re_your_api_key",
]);

/**
 * True for a value somebody forgot to replace: one our examples print, one with `your-…` as a word of its own, one that
 * ends in dots (`sk_live_...`) or stands in angle brackets (`<generate_strong_random_string>`).
 */
export function isPlaceholder(text: string): boolean {
  return printed.has(text) || /(^|[/.@])your-|\.\.\.|^<.+>$/.test(text);
}
