import { closeAccount, getMe, updateMe } from "@mechanicbuddy/contract/management/auth";
import { eraseAccount, getAccount, listAccounts, signOutAccount } from "@mechanicbuddy/contract/management/operations";
import type { App } from "../http/app.ts";
import { handle } from "../http/handle.ts";
import * as accounts from "./accounts.ts";

export function registerAccounts(app: App): void {
  handle(app, getMe, (ctx) => accounts.getMe(ctx));
  handle(app, updateMe, (ctx, { body }) => accounts.updateMe(ctx, body));
  handle(app, closeAccount, (ctx, { body }) => accounts.closeAccount(ctx, body.password), { transaction: false });
  handle(app, listAccounts, (ctx, { query }) => accounts.list(ctx, query));
  handle(app, getAccount, (ctx, { params }) => accounts.get(ctx, params.id));
  handle(app, signOutAccount, (ctx, { params }) => accounts.signOut(ctx, params.id));
  handle(app, eraseAccount, (ctx, { params }) => accounts.erase(ctx, params.id));
}
