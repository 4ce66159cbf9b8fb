import type { MateRoute } from "@mechanicbuddy/contract/mate/route";
import type { Input, Reply } from "@mechanicbuddy/contract/route";
import type { MateContext } from "./lib/server/context.ts";
import type { PageRequest } from "./server/listen.ts";

declare global {
  namespace App {
    interface Locals {
      ctx: MateContext;
      /** Calls a route of the interface in the rights of whoever looks at the page. */
      call<R extends MateRoute>(route: R, input?: Partial<Input<R>>): Promise<Reply<R>>;
      theme: "system" | "day" | "night";
    }
    interface Platform {
      req: PageRequest;
    }
    interface Error {
      message: string;
      code?: string;
      reference?: string;
    }
  }
}
