import { deleteMyPhoto, putMyPhoto } from "@mechanicbuddy/contract/files";
import * as contract from "@mechanicbuddy/contract/identity";
import type { App } from "@mechanicbuddy/platform/http/app";
import { handle } from "@mechanicbuddy/platform/http/handle";
import * as entering from "./entering.ts";
import * as identity from "./identity.ts";
import { deletePhoto, putPhoto } from "./photo.ts";
import * as factor from "./second-factor.ts";
import * as signing from "./sign-in.ts";
import * as support from "./support.ts";

/** @param idleSeconds after which a session that is not remembered ends, `NEXT_PUBLIC_SESSION_TIMEOUT` */
export function identityRoutes(app: App, { idleSeconds }: { idleSeconds: number }): void {
  const terms = { tokens: app.tokens, idleSeconds };
  // Hashing and decoding take their time and must not hold a transaction.
  const slow = { transaction: false };
  const early = { beforePasswordChange: true, beforeFactor: true };
  const itself = { ...early, ofSession: true };
  const setUp = { beforeFactor: true };

  handle(app, contract.signIn, (ctx, { body }) => signing.signIn(ctx, body, terms), slow);
  handle(app, contract.getDoor, (ctx) => identity.getDoor(ctx));
  handle(app, contract.giveSecondFactor, (ctx, { body }) => signing.secondStep(ctx, body, terms), slow);
  handle(app, contract.enterByHandover, (ctx, { body }) => entering.enterByCode(ctx, body, terms), slow);
  handle(app, contract.enterAsSupport, (ctx, { body }) => entering.enterForSupport(ctx, body, terms));
  handle(app, contract.proveAgain, (ctx, { body }) => signing.proveAgain(ctx, body.password), { ...slow, ...setUp });
  handle(app, contract.signOut, (ctx) => identity.signOut(ctx), itself);
  handle(app, contract.extendSession, (ctx) => identity.extend(ctx), early);
  handle(app, contract.askForReset, (ctx, { body }) => identity.askForReset(ctx, body.name));
  handle(app, contract.checkSetPasswordLink, (ctx, { body }) => identity.checkLink(ctx, body.token));
  handle(app, contract.setPassword, (ctx, { body }) => identity.setPassword(ctx, body.token, body.password), slow);
  handle(app, contract.getMe, (ctx) => identity.getMe(ctx), itself);
  handle(app, contract.updateMe, (ctx, { body }) => identity.updateMe(ctx, body));
  handle(
    app,
    contract.changePassword,
    (ctx, { body }) => identity.changePassword(ctx, body.currentPassword, body.newPassword),
    { ...slow, ...early },
  );
  handle(app, putMyPhoto, (ctx, { body }) => putPhoto(ctx, body), slow);
  handle(app, deleteMyPhoto, (ctx) => deletePhoto(ctx));
  handle(app, contract.listMySessions, (ctx) => identity.listSessions(ctx));
  handle(app, contract.endMySession, (ctx, { params }) => identity.endSession(ctx, params.id));
  handle(app, contract.endMyOtherSessions, (ctx) => identity.endOtherSessions(ctx));

  handle(app, contract.getSecondFactor, (ctx) => factor.get(ctx), setUp);
  handle(app, contract.startSecondFactor, (ctx) => factor.start(ctx), setUp);
  handle(app, contract.confirmSecondFactor, (ctx, { body }) => factor.confirm(ctx, body.code), setUp);
  handle(app, contract.removeSecondFactor, (ctx) => factor.remove(ctx));
  handle(app, contract.renewRecoveryCodes, (ctx) => factor.renewCodes(ctx));
  handle(app, contract.getFactorRoles, (ctx) => factor.factorRoles(ctx));
  handle(app, contract.putFactorRoles, (ctx, { body }) => factor.setFactorRoles(ctx, body.roles));

  handle(app, contract.getSupportAccess, (ctx) => support.get(ctx));
  handle(app, contract.allowSupport, (ctx, { body }) => support.allow(ctx, body));
  handle(app, contract.endSupport, (ctx) => support.end(ctx));
}
