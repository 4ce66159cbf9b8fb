import type { Context } from "@mechanicbuddy/platform/context";
import type { Owner } from "@mechanicbuddy/platform/database/bootstrap";
import { brightsideLogins, fillBrightside } from "./brightside.ts";
import { fillSadama, sadamaLogins } from "./sadama.ts";

/** A workshop that `npm start` shows. */
export interface Demo {
  /** Also its host: `demo` is `localhost`, others are `<id>.localhost`. */
  id: string;
  name: string;
  logins: readonly { name: string; role: string; username: string }[];
  /** @param owner the login that owns the database, for what would take hours row by row */
  fill(ctx: Context, owner: Owner): Promise<void>;
}

export const demos: readonly Demo[] = [
  { id: "demo", name: "Sadama Auto", logins: sadamaLogins, fill: fillSadama },
  { id: "brightside", name: "Brightside Motors", logins: brightsideLogins, fill: fillBrightside },
];
