import { randomBytes } from "node:crypto";
import { sha256 } from "@mechanicbuddy/platform/keys";

export type Change = Record<string, unknown>;

/** Fields nobody learns anything from: bookkeeping that changes with every write. */
const bookkeeping = new Set(["version", "updatedAt", "updated_at", "createdAt", "created_at"]);
/** Fields whose value is never kept, only that it changed. */
const secret = new Set([
  "passwordHash",
  "password_hash",
  "tokenSha256",
  "token_sha256",
  "personalCode",
  "personal_code",
]);

/** The fields in which two states differ. A side that is missing (created, deleted) keeps all of the other's. */
export function changed(before?: Change, after?: Change): { before: Change | undefined; after: Change | undefined } {
  const keys = new Set([...Object.keys(before ?? {}), ...Object.keys(after ?? {})]);
  const differing = [...keys].filter(
    (key) => !bookkeeping.has(key) && JSON.stringify(before?.[key] ?? null) !== JSON.stringify(after?.[key] ?? null),
  );
  const pick = (side?: Change) =>
    side === undefined || differing.length === 0
      ? undefined
      : Object.fromEntries(differing.map((key) => [key, secret.has(key) ? "changed" : (side[key] ?? null)]));
  return { before: pick(before), after: pick(after) };
}

export interface Split {
  before: Change | undefined;
  after: Change | undefined;
  /** Clear text of personal fields with the salt of their hashes; undefined when there are none. */
  personal: { salt: Buffer; before: Change | undefined; after: Change | undefined } | undefined;
}

/** Moves personal fields out of the entry: it keeps their salted hashes, so an erase leaves a chain that verifies. */
export function withoutPersonal(
  { before, after }: { before: Change | undefined; after: Change | undefined },
  fields: readonly string[],
): Split {
  const salt = randomBytes(16);
  const hashed = (side: Change | undefined) =>
    side &&
    Object.fromEntries(
      Object.entries(side).map(([key, value]) => [key, fields.includes(key) ? valueHash(salt, value) : value]),
    );
  const clear = (side: Change | undefined) => {
    const kept = Object.entries(side ?? {}).filter(([key]) => fields.includes(key));
    return kept.length === 0 ? undefined : Object.fromEntries(kept);
  };
  const personal = { salt, before: clear(before), after: clear(after) };
  const isPersonal = personal.before !== undefined || personal.after !== undefined;
  return { before: hashed(before), after: hashed(after), personal: isPersonal ? personal : undefined };
}

/** What stands in the chain for a personal value. */
export function valueHash(salt: Buffer, value: unknown): string | null {
  return value === null ? null : sha256(Buffer.concat([salt, Buffer.from(JSON.stringify(value))])).toString("hex");
}
