import { customerAuth, customerSelf, staffAuth, staffSelf } from "@mechanicbuddy/contract/management/auth";
import { Refusal } from "@mechanicbuddy/contract/problem";
import { type Context, inTransaction } from "../context.ts";
import type { App } from "../http/app.ts";
import { handle } from "../http/handle.ts";
import { limitPerEmail } from "../http/limits.ts";
import { unauthenticated } from "../http/tokens.ts";
import * as factors from "./factors.ts";
import type { Kind } from "./person.ts";
import * as sessions from "./sessions.ts";
import * as signIn from "./sign-in.ts";

/** The door of customers and the door of the staff: the same steps at addresses of their own. */
export function registerSessions(app: App): void {
  registerDoor(app, "account", customerAuth);
  registerDoor(app, "staff", staffAuth);
  registerOwn(app, "account", customerSelf);
  registerOwn(app, "staff", staffSelf);
}

/** Password hashing must not hold a transaction, and a failure is noted although the request is refused. */
const slow = { transaction: false, beforeFactor: true };

function registerDoor(app: App, kind: Kind, door: typeof customerAuth | typeof staffAuth): void {
  handle(app, door.login, (ctx, { body }) => signIn.signIn(ctx, kind, body), slow);
  handle(app, door.secondFactor, (ctx, { body }) => signIn.secondFactor(ctx, kind, body), slow);
  handle(app, door.token, (ctx, { body }) => sessions.renew(ctx, kind, body.session));
  handle(app, door.logout, (ctx) => sessions.end(ctx, self(ctx), self(ctx).session), { beforeFactor: true });
  handle(app, door.reset, async (ctx, { body }) => {
    await limitPerEmail(app, `${kind} reset`, body.email, { limit: 5, windowSeconds: 3_600 });
    await signIn.askReset(ctx, kind, body.email);
    return {};
  });
  handle(app, door.confirmReset, (ctx, { body }) => signIn.confirmReset(ctx, kind, body.token, body.password), slow);
}

function registerOwn(app: App, kind: Kind, own: typeof customerSelf | typeof staffSelf): void {
  handle(app, own.changePassword, (ctx, { body }) => signIn.changePassword(ctx, self(ctx), body), slow);
  handle(
    app,
    own.beginFactor,
    async (ctx, { body }) => {
      const person = await signIn.mustKnow(ctx, self(ctx), body.password);
      return inTransaction(ctx, (ctx) => factors.begin(ctx, self(ctx), person));
    },
    slow,
  );
  handle(app, own.confirmFactor, (ctx, { body }) => factors.confirm(ctx, self(ctx), body.code), { beforeFactor: true });
  handle(
    app,
    own.removeFactor,
    async (ctx, { body }) => {
      if (kind === "staff")
        throw new Refusal("forbidden", "Staff need a second factor. Begin a new one to replace it.");
      await signIn.mustKnow(ctx, self(ctx), body.password);
      await signIn.mustGiveCode(ctx, self(ctx), body.code);
      await inTransaction(ctx, (ctx) => factors.remove(ctx, self(ctx)));
    },
    { transaction: false },
  );
  handle(app, own.refreshFactor, (ctx, { body }) => signIn.refreshFactor(ctx, self(ctx), body.code), {
    transaction: false,
  });
  handle(app, own.listSessions, (ctx) => sessions.list(ctx, self(ctx), self(ctx).session));
  handle(app, own.endSession, (ctx, { params }) => sessions.end(ctx, self(ctx), params.id));
}

/** Whoever is signed in. */
function self({ actor }: Context): factors.SignedInAs {
  if (actor.kind !== "account" && actor.kind !== "staff") throw unauthenticated();
  return { kind: actor.kind, id: actor.id, session: actor.session };
}
