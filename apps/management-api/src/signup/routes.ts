import { checkTenantId, resendSignup, signup, verifySignup } from "@mechanicbuddy/contract/management/signup";
import type { App } from "../http/app.ts";
import { handle } from "../http/handle.ts";
import { limitPerEmail } from "../http/limits.ts";
import * as operations from "./signup.ts";

const perDay = { limit: 3, windowSeconds: 86_400 };

export function registerSignup(app: App): void {
  handle(
    app,
    signup,
    async (ctx, { body }) => {
      await limitPerEmail(app, "signup", body.email, perDay);
      await operations.ask(ctx, body);
      return {};
    },
    { transaction: false },
  );
  handle(app, resendSignup, async (ctx, { body }) => {
    await limitPerEmail(app, "signup again", body.email, perDay);
    await operations.askAgain(ctx, body.email);
    return {};
  });
  handle(app, verifySignup, (ctx, { body }) => operations.verify(ctx, body.token));
  handle(app, checkTenantId, (ctx, { params }) => operations.check(ctx, params.id));
}
