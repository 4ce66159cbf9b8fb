import {
  acceptStaffInvitation,
  disableStaff,
  getStaffMe,
  inviteStaff,
  listStaff,
  updateStaff,
} from "@mechanicbuddy/contract/management/auth";
import type { App } from "../http/app.ts";
import { handle } from "../http/handle.ts";
import * as staff from "./staff.ts";

export function registerStaff(app: App): void {
  handle(app, getStaffMe, (ctx) => staff.getMe(ctx), { beforeFactor: true });
  handle(app, listStaff, (ctx) => staff.list(ctx));
  handle(app, inviteStaff, (ctx, { body }) => staff.inviteByMail(ctx, body));
  handle(app, updateStaff, (ctx, { params, body }) => staff.update(ctx, params.id, body));
  handle(app, disableStaff, (ctx, { params }) => staff.disable(ctx, params.id));
  handle(app, acceptStaffInvitation, (ctx, { body }) => staff.accept(ctx, body.token, body.password), {
    transaction: false,
  });
}
