import { invalid } from "@mechanicbuddy/contract/problem";
import { commonPasswords, weakness } from "@mechanicbuddy/platform/auth/password";
import type { Audience } from "../http/tokens.ts";

/** A customer or somebody of the staff: two tables, two doors, and neither opens the other. */
export type Kind = "account" | "staff";

export interface Who {
  kind: Kind;
  id: string;
}

/** What differs between the two. */
export const terms = {
  account: {
    audience: "portal-customer",
    table: "accounts",
    activeIf: "erased_at is null",
    absoluteMs: 30 * 24 * 3_600_000,
    idle: "customer",
    resetPath: "/reset",
    confirmPath: "/reset/confirm",
  },
  staff: {
    audience: "portal-staff",
    table: "staff",
    activeIf: "disabled_at is null",
    absoluteMs: 12 * 3_600_000,
    idle: "staff",
    resetPath: "/operate/reset",
    confirmPath: "/operate/reset/confirm",
  },
} as const satisfies Record<Kind, { audience: Audience } & Record<string, unknown>>;

/** Refuses a password that is short, common, or made of what everybody knows of the person. */
export function refuseWeak(password: string, about: { email: string; name?: string }, field = "password"): void {
  const words = [about.email, about.email.split("@")[0] ?? "", ...(about.name ?? "").split(/\s+/)].filter(Boolean);
  const fault = weakness(password, { common: commonPasswords, words, shortest: 12, longest: 200 });
  if (fault !== undefined) throw invalid({ [field]: fault }, "password-weak");
}
