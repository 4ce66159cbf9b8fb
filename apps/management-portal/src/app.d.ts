import type { Me, SignedIn, StaffMe } from "@mechanicbuddy/contract/management/auth";
import type { ProblemCode } from "@mechanicbuddy/contract/problem";
import type { Kind, Session } from "#lib/server/session.ts";
import type { Theme } from "#lib/theme.ts";

declare global {
  namespace App {
    interface Error {
      code?: ProblemCode;
      /** What to tell the person at the telephone. */
      reference?: string;
    }

    interface Locals {
      /** The browser came by https. */
      secure: boolean;
      sessions: Record<Kind, Session | undefined>;
      /** The next token, asked for once a request. */
      renewing: Partial<Record<Kind, Promise<SignedIn>>>;
      /** Who is signed in, asked for once a request. Without a session it goes to the door. */
      me: () => Promise<Me>;
      staffMe: () => Promise<StaffMe>;
      theme: Theme;
      /** Set while a form action runs: refused calls are answers for the form. */
      inForm: boolean;
    }
  }
}
