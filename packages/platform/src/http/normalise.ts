import { invalid } from "@mechanicbuddy/contract/problem";

const MAX_DEPTH = 20;
// Tab and line breaks are text; everything else below U+0020 and the C1 range is not.
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is refused
const control = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f]/;
/** Secrets are taken to the letter. */
const verbatim = new Set(["password", "currentPassword", "newPassword", "token"]);

/** Trims every text of a body and brings it to Unicode NFC; refuses control characters, dangerous keys and deep nesting. */
export function normalised(value: unknown, path: string[] = []): unknown {
  if (path.length > MAX_DEPTH) throw invalid({ [path.slice(0, 3).join(".")]: "This is nested too deeply." });
  if (typeof value === "string") {
    if (control.test(value)) throw invalid({ [path.join(".") || "body"]: "Remove characters that cannot be printed." });
    return verbatim.has(path.at(-1) ?? "") ? value : value.trim().normalize("NFC");
  }
  if (Array.isArray(value)) return value.map((item, index) => normalised(item, [...path, String(index)]));
  if (value === null || typeof value !== "object") return value;
  const out: Record<string, unknown> = {};
  for (const [key, item] of Object.entries(value)) {
    if (key === "__proto__" || key === "constructor") throw invalid({ [key]: "This is not known here." });
    out[key] = normalised(item, [...path, key]);
  }
  return out;
}
