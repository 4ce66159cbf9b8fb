import { readFileSync } from "node:fs";

/** Version of the package this file was started from. */
export const version = String(
  (JSON.parse(readFileSync(new URL("../../package.json", import.meta.url), "utf8")) as { version?: string }).version,
);
