import { sha256 } from "@mechanicbuddy/platform/keys";

/** Providers for whom dots in the name mean nothing, under each of their names. */
const dotless: Record<string, string> = { "gmail.com": "gmail.com", "googlemail.com": "gmail.com" };

/** One key for all spellings of an address: case, plus-tag, and dots where the provider ignores them. */
export function personKey(email: string): Buffer {
  const lower = email.trim().toLowerCase();
  const at = lower.lastIndexOf("@");
  const domain = lower.slice(at + 1);
  const name = lower.slice(0, at).replace(/\+.*$/, "");
  const same = dotless[domain];
  return sha256(same === undefined ? `${name}@${domain}` : `${name.replaceAll(".", "")}@${same}`);
}
