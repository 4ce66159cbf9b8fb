import type { SignedIn, StaffMe } from "@mechanicbuddy/contract/management/auth";
import type { StaffRole } from "@mechanicbuddy/contract/management/permission";
import { invalid, notFound, Refusal } from "@mechanicbuddy/contract/problem";
import { hashPassword } from "@mechanicbuddy/platform/auth/hashing";
import { record } from "../audit/audit.ts";
import { type Context, inTransaction } from "../context.ts";
import { unauthenticated } from "../http/tokens.ts";
import { endAllOf as endVisits } from "../impersonations/impersonations.ts";
import * as links from "../links/links.ts";
import { queue } from "../mails/mails.ts";
import { codesLeft } from "../sessions/factors.ts";
import { refuseWeak } from "../sessions/person.ts";
import { endAll, start } from "../sessions/sessions.ts";
import * as store from "./store.ts";

const INVITATION_HOURS = 1;

/** Somebody of the staff who is signed in. */
export function self({ actor }: Context): { id: string; session: string; role: StaffRole; email: string } {
  if (actor.kind !== "staff") throw unauthenticated();
  return actor;
}

export async function getMe(ctx: Context): Promise<StaffMe> {
  const { id } = self(ctx);
  const { email, name, role, hasFactor } = await mustFind(ctx, id);
  const recoveryCodesLeft = await codesLeft(ctx, { kind: "staff", id });
  return { id, email, name, role, hasFactor, recoveryCodesLeft, mustSetUpFactor: !hasFactor };
}

export async function list(ctx: Context): Promise<{ items: store.Person[] }> {
  return { items: await store.list(ctx) };
}

interface NewPerson {
  email: string;
  name: string;
  role: StaffRole;
}

/** Invites somebody, or once more whoever never came or was shut out. Answers the person and the link's token. */
export async function invite(ctx: Context, { email, name, role }: NewPerson): Promise<[store.Person, string]> {
  const known = await store.findByEmail(ctx, email);
  if (known !== undefined && !known.invitationPending && known.disabledAt === null) {
    throw invalid({ email: "This person is on the staff already." }, "already-staff");
  }
  const id = known?.id ?? (await store.insert(ctx, email, name, role));
  if (known !== undefined) await store.startAnew(ctx, id, name, role);
  await links.revoke(ctx, "staff-invitation", { staff: id });
  const token = await links.make(ctx, { purpose: "staff-invitation", staff: id, hours: INVITATION_HOURS });
  await record(ctx, { action: "staff.invite", target: id, after: { email, role } });
  return [await mustFind(ctx, id), token];
}

/** Invites by mail. */
export async function inviteByMail(ctx: Context, person: NewPerson): Promise<store.Person> {
  const [invited, token] = await invite(ctx, person);
  const inviter = await store.name(ctx, self(ctx).id);
  const data = { name: person.name, inviter, role: person.role, token };
  await queue(ctx, { to: person.email, template: "staff-invitation", locale: "en", data });
  return invited;
}

/** Chooses the first password with the link of an invitation. Only the second factor is open until it is set up. */
export async function accept(ctx: Context, token: string, password: string): Promise<SignedIn> {
  const { staff: id } = await links.read(ctx, "staff-invitation", token);
  if (id === null) throw links.gone();
  refuseWeak(password, await mustFind(ctx, id));
  const hash = await hashPassword(password);
  return inTransaction(ctx, async (ctx) => {
    await links.use(ctx, "staff-invitation", token);
    if (!(await store.setFirstPassword(ctx, id, hash))) throw links.gone();
    await record(ctx, { action: "staff.accept", target: id });
    return start(ctx, { staff: id });
  });
}

/** Changes name or role; whose role changes signs in anew. */
export async function update(
  ctx: Context,
  id: string,
  changes: { name?: string; role?: StaffRole },
): Promise<store.Person> {
  const before = await mustFind(ctx, id);
  const changesRole = changes.role !== undefined && changes.role !== before.role;
  if (changesRole && before.role === "owner") await refuseLast(ctx, id);
  await store.update(ctx, id, changes);
  if (changesRole) {
    await endAll(ctx, { kind: "staff", id });
    await endVisits(ctx, id);
  }
  const { name, role } = before;
  await record(ctx, { action: "staff.change", target: id, before: { name, role }, after: changes });
  return mustFind(ctx, id);
}

/** Shuts somebody out at once: their sessions end, and so do their visits to workshops. */
export async function disable(ctx: Context, id: string): Promise<store.Person> {
  const person = await mustFind(ctx, id);
  if (person.role === "owner") await refuseLast(ctx, id);
  await store.disable(ctx, id);
  await endAll(ctx, { kind: "staff", id });
  await endVisits(ctx, id);
  for (const purpose of ["staff-invitation", "reset", "second-factor"] as const) {
    await links.revoke(ctx, purpose, { staff: id });
  }
  await record(ctx, { action: "staff.disable", target: id });
  return mustFind(ctx, id);
}

async function refuseLast(ctx: Context, id: string): Promise<void> {
  const owners = await store.owners(ctx);
  if (owners.includes(id) && owners.length === 1) {
    throw new Refusal("conflict", "This is the last owner of the platform. Make somebody else an owner first.", {
      cause: "last-owner",
    });
  }
}

async function mustFind(ctx: Context, id: string): Promise<store.Person> {
  const person = await store.find(ctx, id);
  if (person === undefined) throw notFound();
  return person;
}
