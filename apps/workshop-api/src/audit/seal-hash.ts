import { canonicalJson } from "@mechanicbuddy/platform/canonical";
import { sha256 } from "@mechanicbuddy/platform/keys";
import type { Row } from "./chain-store.ts";

/** An entry as it is hashed, and as it stands in an archive. */
export function lineOf({ seq, row }: Pick<Row, "seq" | "row">): string {
  return canonicalJson({ seq, ...row });
}

/** The hash of a seal over entries: SHA-256 of the hash before and their lines. Hexadecimal, as `prevHash`. */
export function sealHash(prevHash: string, lines: readonly string[]): string {
  return sha256(Buffer.concat([Buffer.from(prevHash, "hex"), Buffer.from(lines.join("\n"))])).toString("hex");
}
