import { deleteMyPhoto, putMyPhoto } from "@mechanicbuddy/contract/files";
import * as contract from "@mechanicbuddy/contract/identity";
import type { App } from "@mechanicbuddy/platform/http/app";
import { handle } from "@mechanicbuddy/platform/http/handle";
import * as identity from "./identity.ts";
import { deletePhoto, putPhoto } from "./photo.ts";

/** @param idleSeconds after which a session that is not remembered ends, `NEXT_PUBLIC_SESSION_TIMEOUT` */
export function identityRoutes(app: App, { idleSeconds }: { idleSeconds: number }): void {
  const terms = { tokens: app.tokens, idleSeconds };
  // Hashing and decoding take their time and must not hold a transaction.
  const slow = { transaction: false };
  const early = { beforePasswordChange: true };

  handle(app, contract.signIn, (ctx, { body }) => identity.signIn(ctx, body, terms), slow);
  handle(app, contract.signOut, (ctx) => identity.signOut(ctx), early);
  handle(app, contract.extendSession, (ctx) => identity.extend(ctx), early);
  handle(app, contract.askForReset, (ctx, { body }) => identity.askForReset(ctx, body.name));
  handle(app, contract.checkSetPasswordLink, (ctx, { body }) => identity.checkLink(ctx, body.token));
  handle(app, contract.setPassword, (ctx, { body }) => identity.setPassword(ctx, body.token, body.password), slow);
  handle(app, contract.getMe, (ctx) => identity.getMe(ctx), early);
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
}
