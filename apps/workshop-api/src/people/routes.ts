import { leaveWorkshop } from "@mechanicbuddy/contract/identity";
import * as contract from "@mechanicbuddy/contract/people";
import type { App } from "@mechanicbuddy/platform/http/app";
import { handle } from "@mechanicbuddy/platform/http/handle";
import * as people from "./people.ts";
import * as userStore from "./user-store.ts";
import * as users from "./users.ts";

export function peopleRoutes(app: App): void {
  handle(app, contract.listEmployees, (ctx, { query }) => people.list(ctx, query));
  handle(app, contract.getEmployee, (ctx, { params }) => people.get(ctx, params.id));
  handle(app, contract.createEmployee, (ctx, { body }) => people.create(ctx, body));
  handle(app, contract.updateEmployee, (ctx, { params, body }) => people.update(ctx, params.id, body));
  handle(app, contract.deleteEmployee, (ctx, { params }) => people.remove(ctx, params.id));

  handle(app, contract.listUsers, async (ctx) => ({ items: await userStore.list(ctx) }));
  handle(app, contract.inviteUser, (ctx, { body }) => users.invite(ctx, body));
  handle(app, contract.updateUser, (ctx, { params, body }) => users.update(ctx, params.id, body));
  handle(app, contract.deleteUser, (ctx, { params }) => users.remove(ctx, params.id));
  handle(app, contract.resendInvitation, (ctx, { params }) => users.sendInvitation(ctx, params.id));
  handle(app, contract.copyInvitation, (ctx, { params }) => users.copyInvitation(ctx, params.id));
  handle(app, contract.disableUser, (ctx, { params }) => users.disable(ctx, params.id));
  handle(app, contract.enableUser, (ctx, { params }) => users.enable(ctx, params.id));
  handle(app, leaveWorkshop, (ctx) => users.leave(ctx));
  handle(app, contract.resetFactorOfUser, (ctx, { params }) => users.resetFactor(ctx, params.id));
  handle(app, contract.unlockUser, (ctx, { params }) => users.unlock(ctx, params.id));
  handle(app, contract.signOutUser, (ctx, { params }) => users.signOut(ctx, params.id));
}
