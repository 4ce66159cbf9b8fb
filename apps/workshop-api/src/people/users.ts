import type { inviteUser, User, updateUser } from "@mechanicbuddy/contract/people";
import { invalid, Refusal } from "@mechanicbuddy/contract/problem";
import type { Input } from "@mechanicbuddy/contract/route";
import type { Context } from "@mechanicbuddy/platform/context";
import { newId } from "@mechanicbuddy/platform/id";
import * as audit from "../audit/audit.ts";
import * as identity from "../identity/identity.ts";
import { demandProof } from "../identity/proof.ts";
import * as messages from "../messages/messages.ts";
import * as plan from "../plan/plan.ts";
import { end, getUser, record, refuseLastOwner } from "./accounts.ts";
import { mayChange, mayGrant } from "./authority.ts";
import * as people from "./people.ts";
import * as store from "./user-store.ts";

/** Makes an account for a person and mails the link to set a password. */
export async function invite(ctx: Context, given: Input<typeof inviteUser>["body"]): Promise<User> {
  const { employeeId, newEmployee, username, email, role, language } = given;
  if ((employeeId === undefined) === (newEmployee === undefined)) {
    throw invalid({ employeeId: "Choose a person, or enter the name of a new one." });
  }
  mayGrant(ctx, role);
  if (role !== "readonly") await plan.roomForSeat(ctx);
  const person =
    newEmployee === undefined
      ? await withoutAccount(ctx, employeeId as string)
      : (await people.create(ctx, { ...newEmployee, email })).id;
  const id = newId();
  await store.insert(ctx, { id, employeeId: person, username, email, role, language }).catch(takenField);
  const user = await getUser(ctx, id);
  await identity.sendLink(ctx, user, "invite");
  record(ctx, "user.create", undefined, user);
  return user;
}

async function withoutAccount(ctx: Context, employeeId: string): Promise<string> {
  const employee = await people.mustExist(ctx, employeeId, "employeeId");
  if (employee.user !== null) throw invalid({ employeeId: `${employee.name} has an account already.` });
  return employee.id;
}

/** Says which field is taken, never by whom. */
function takenField(error: { code?: string; constraint?: string }): never {
  if (error.code !== "23505") throw error;
  if (error.constraint === "users_username_key") throw invalid({ username: "This user name is taken." });
  if (error.constraint === "users_email_key") throw invalid({ email: "Another account uses this e-mail address." });
  throw invalid({ employeeId: "This person has an account already." });
}

/** Changes user name, e-mail or role. A new role holds from the person's next request. */
export async function update(
  ctx: Context,
  id: string,
  { version, ...change }: Input<typeof updateUser>["body"],
): Promise<User> {
  const before = await changeable(ctx, id);
  if (change.role !== undefined) mayGrant(ctx, change.role);
  const movesMail = change.email !== undefined && change.email.toLowerCase() !== before.email.toLowerCase();
  if (movesMail || (change.role !== undefined && change.role !== before.role)) await demandProof(ctx);
  const takesSeat = change.role !== undefined && change.role !== "readonly";
  if (takesSeat && before.role === "readonly" && !before.disabled) await plan.roomForSeat(ctx);
  if (change.role !== undefined && change.role !== "owner") await refuseLastOwner(ctx, before);
  if (!(await store.update(ctx, id, version, change).catch(takenField))) {
    throw new Refusal("conflict", `The account of ${before.name} was changed meanwhile.`, {
      current: await getUser(ctx, id),
    });
  }
  const after = await getUser(ctx, id);
  if (after.email.toLowerCase() !== before.email.toLowerCase()) await tellNewAddress(ctx, before, after);
  await plan.reseat(ctx);
  record(ctx, "user.update", before, after);
  return after;
}

/** Whoever has the old address hears of it; a person who never had a password gets the link at the new one. */
async function tellNewAddress(ctx: Context, before: User, after: User): Promise<void> {
  if (after.invitationPending) return identity.sendLink(ctx, after, "invite");
  await messages.queue(ctx, {
    template: "email-changed",
    language: before.language,
    to: [before.email],
    about: { kind: "user", id: before.id },
    variables: { userName: after.username, link: `${ctx.tenant.publicUrl}/forgot` },
  });
}

/** Mails a new link to a person who has not set a password yet; the older link dies. */
export async function sendInvitation(ctx: Context, id: string): Promise<User> {
  const user = await invitable(ctx, id);
  await identity.sendLink(ctx, user, "invite");
  return user;
}

/** The same link to hand over oneself, for somebody whose mail does not arrive. It is told once and not mailed. */
export async function copyInvitation(ctx: Context, id: string): Promise<{ link: string }> {
  const user = await invitable(ctx, id);
  return { link: await identity.handOverLink(ctx, user.id) };
}

async function invitable(ctx: Context, id: string): Promise<User> {
  const user = await changeable(ctx, id);
  if (user.disabled) throw new Refusal("conflict", `The account of ${user.name} is disabled. Enable it first.`);
  if (!user.invitationPending) {
    throw new Refusal("conflict", `${user.name} has a password already and can set a new one from the sign-in page.`);
  }
  return user;
}

/** Disables an account: its sessions end with the same act. */
export async function disable(ctx: Context, id: string): Promise<User> {
  const ended = await end(ctx, await changeable(ctx, id));
  await plan.reseat(ctx);
  return ended;
}

export async function enable(ctx: Context, id: string): Promise<User> {
  const before = await changeable(ctx, id);
  const employee = await people.get(ctx, before.employeeId);
  if (!employee.active) {
    throw new Refusal("conflict", `${before.name} left on ${employee.activeUntilOn}. Clear the last day first.`);
  }
  if (before.disabled && before.role !== "readonly") await plan.roomForSeat(ctx);
  const [, after] = await Promise.all([store.setDisabled(ctx, id, null), getUser(ctx, id)]);
  await plan.reseat(ctx);
  record(ctx, "user.enable", before, after);
  return after;
}

/** Lets somebody try again who mistyped the password too often. */
export async function unlock(ctx: Context, id: string): Promise<User> {
  const user = await changeable(ctx, id);
  if (!user.locked) throw new Refusal("conflict", `${user.name} is not locked out.`);
  await identity.forgetFailures(ctx, user);
  audit.record(ctx, { action: "user.unlock", entityKind: "user", entityId: id });
  return getUser(ctx, id);
}

/** Ends all sessions of an account. */
export async function signOut(ctx: Context, id: string): Promise<User> {
  const user = await changeable(ctx, id);
  await identity.endAllSessions(ctx, id);
  audit.record(ctx, { action: "user.sign-out", entityKind: "user", entityId: id });
  return user;
}

/** Turns a colleague's second factor off who lost phone and recovery codes. With the next sign-in they set up a new one. */
export async function resetFactor(ctx: Context, id: string): Promise<User> {
  const user = await changeable(ctx, id);
  if (id === ctx.actor.userId) throw new Refusal("conflict", "Turn your own second factor off in your profile.");
  if (!user.secondFactor) throw new Refusal("conflict", `${user.name} has no second factor.`);
  await identity.resetFactor(ctx, id);
  return getUser(ctx, id);
}

/** Leaves the workshop: one's own account is disabled, its history stays. */
export async function leave(ctx: Context): Promise<void> {
  await end(ctx, await getUser(ctx, ctx.actor.userId ?? ""));
}

/** Takes an invitation back. An account that was ever used stays in history and can only be disabled. */
export async function remove(ctx: Context, id: string): Promise<void> {
  const user = await changeable(ctx, id);
  if (!user.invitationPending) {
    throw new Refusal("in_use", `${user.name} has used this account. Disable it instead.`, { usedIn: [] });
  }
  await refuseLastOwner(ctx, user);
  await store.remove(ctx, id);
  await plan.reseat(ctx);
  record(ctx, "user.delete", user, undefined);
}

async function changeable(ctx: Context, id: string): Promise<User> {
  const user = await getUser(ctx, id);
  mayChange(ctx, user);
  return user;
}
