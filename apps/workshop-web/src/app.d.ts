import type { Me } from "@mechanicbuddy/contract/identity";
import type { FieldError, ProblemCode } from "@mechanicbuddy/contract/problem";
import type { Locale } from "#lib/paraglide/runtime.js";
import type { Session } from "#lib/server/session.ts";

declare global {
  namespace App {
    interface Error {
      code?: ProblemCode;
      /** What to tell the person at the telephone. */
      reference?: string;
    }

    interface Locals {
      /** Undefined on a domain of the workshop's own: the API finds it by the host. */
      tenant: string | undefined;
      /** The browser came by https. */
      secure: boolean;
      session: Session | undefined;
      /** The signed-in person, asked for once a request. Without a session it goes to the sign-in page. */
      me: () => Promise<Me>;
      /** A load may change it: customers read their own language. */
      locale: Locale;
      /** Set while a form action runs: what its reader could not read, and refused calls are answers for the form. */
      form?: { faults: FieldError[] };
    }
  }
}
