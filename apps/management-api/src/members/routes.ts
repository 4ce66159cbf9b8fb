import {
  acceptInvitation,
  confirmTransfer,
  inviteMember,
  listMembers,
  removeMember,
  updateMember,
  withdrawInvitation,
} from "@mechanicbuddy/contract/management/tenants";
import type { App } from "../http/app.ts";
import { handle } from "../http/handle.ts";
import * as members from "./members.ts";

export function registerMembers(app: App): void {
  handle(app, listMembers, (ctx, { params }) => members.list(ctx, params.id));
  handle(app, updateMember, (ctx, { params, body }) => members.update(ctx, params.id, params.account, body.role));
  handle(app, removeMember, (ctx, { params }) => members.remove(ctx, params.id, params.account));
  handle(app, inviteMember, (ctx, { params, body }) => members.invite(ctx, params.id, body));
  handle(app, withdrawInvitation, (ctx, { params }) => members.withdraw(ctx, params.id, params.invitation));
  handle(app, acceptInvitation, (ctx, { body }) => members.accept(ctx, body.token));
  handle(app, confirmTransfer, (ctx, { params }) => members.confirmTransfer(ctx, params.id, params.invitation));
}
