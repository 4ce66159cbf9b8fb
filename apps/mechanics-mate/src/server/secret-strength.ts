const examples = [
  "your-super-secret-jwt-key-change-this-in-production",
  "your-secret-key-here-minimum-32-characters",
  "change-this-secret-in-production-please-now",
];

/**
 * What is wrong with a root secret, to end the sentence "JWT_SECRET …"; undefined when it is strong. Strength is
 * estimated from how many different characters it has: 128 bits are asked for.
 */
export function secretFault(secret: string): string | undefined {
  if (secret.length < 32) return "is too short: at least 32 characters are needed";
  if (examples.includes(secret.toLowerCase()) || /change.?(me|this)|your.?secret|example|password/i.test(secret)) {
    return "is taken from an example";
  }
  const kinds = new Set(secret).size;
  const bits = secret.length * Math.log2(Math.max(1, Math.min(kinds, 64)));
  const repeats = /^(.{1,8})\1+$/.test(secret);
  return bits < 128 || kinds < 10 || repeats ? "is too easy to guess" : undefined;
}
