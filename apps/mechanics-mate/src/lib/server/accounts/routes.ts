import * as contract from "@mechanicbuddy/contract/mate/auth";
import { refuseUnlessReady } from "../health/health.ts";
import { type Entry, handle } from "../http/api.ts";
import * as sessions from "../sessions/sessions.ts";
import * as accounts from "./accounts.ts";
import * as factors from "./factors.ts";
import { mustFit } from "./password.ts";
import * as passwords from "./passwords.ts";
import * as profile from "./profile.ts";
import { me } from "./views.ts";

const done = { success: true } as const;
const accepted = { accepted: true } as const;

export const accountRoutes: readonly Entry[] = [
  handle(contract.csrfToken, async (ctx) => {
    await refuseUnlessReady(ctx);
    return { csrfToken: accounts.csrf(ctx) };
  }),
  handle(contract.signup, async (ctx, { body }) => {
    await accounts.signup(ctx, body);
    return { ...done, verification: "sent" as const };
  }),
  handle(contract.login, async (ctx, { body }) => ({ ...done, ...(await accounts.login(ctx, body)) })),
  handle(contract.me, (ctx) => me(ctx)),
  handle(contract.updateMe, (ctx, { body }) => profile.update(ctx, body)),
  handle(contract.logout, async (ctx) => ({ ...done, csrfToken: await accounts.logout(ctx) })),
  handle(contract.checkVerification, async (ctx, { query }) => ({
    email: await accounts.checkVerification(ctx, query.token),
  })),
  handle(contract.verifyEmail, async (ctx, { body }) => ({
    ...done,
    ...(await accounts.verifyEmail(ctx, body.token)),
  })),
  handle(contract.resendVerification, async (ctx, { body }) => {
    await accounts.resendVerification(ctx, body.email);
    return accepted;
  }),
  handle(contract.forgotPassword, async (ctx, { body }) => {
    await passwords.forgotPassword(ctx, body.email);
    return accepted;
  }),
  handle(contract.checkReset, async (ctx, { query }) => ({ email: await passwords.checkReset(ctx, query.token) })),
  handle(contract.resetPassword, async (ctx, { body }) => {
    await passwords.resetPassword(ctx, body);
    return done;
  }),
  handle(contract.changePassword, async (ctx, { body }) => ({
    ...done,
    csrfToken: await passwords.changePassword(ctx, body),
  })),
  handle(contract.provePassword, async (ctx, { body }) => {
    await passwords.prove(ctx, body);
    return done;
  }),
  handle(contract.listSessions, (ctx) => sessions.list(ctx)),
  handle(contract.endSession, async (ctx, { params }) => {
    await sessions.endOne(ctx, params.id);
    return done;
  }),
  handle(contract.beginFactor, async (ctx, { body }) => {
    if (body.action === "confirm") return { ...done, recoveryCodes: await factors.confirm(ctx, body.code) };
    await mustFit(ctx, body.password ?? "", "password");
    if (body.action === "begin") return { ...done, ...(await factors.begin(ctx)) };
    await factors.remove(ctx);
    return done;
  }),
];
