import { acceptStaffInvitation, staffSelf } from "@mechanicbuddy/contract/management/auth";
import type { StaffRole } from "@mechanicbuddy/contract/management/permission";
import { hashPassword } from "@mechanicbuddy/platform/auth/hashing";
import { TOTP } from "otpauth";
import { inTransaction } from "../context.ts";
import { invite } from "../staff/staff.ts";
import type { Person, TestPlatform } from "./api.ts";

export const goodPassword = "otter window velvet";
let hash: Promise<string> | undefined;

/** Gives a customer made by `newAccount` the password `goodPassword`. */
export async function withPassword(platform: TestPlatform, person: Person): Promise<Person> {
  hash ??= hashPassword(goodPassword);
  await platform.appPool.query("update accounts set password_hash = $1 where id = $2", [await hash, person.id]);
  return person;
}

/** The code an authenticator app shows; each call stands half a minute further, because a code counts once. */
export function codeOf(platform: TestPlatform, secret: string): string {
  platform.clock.advance(30_000);
  return new TOTP({ secret, period: 30 }).generate({ timestamp: platform.clock.now().getTime() });
}

/** Somebody of the staff who came in by the door: invitation, password, second factor. */
export async function realStaff(
  platform: TestPlatform,
  role: StaffRole,
  email = `${role}@example.com`,
): Promise<{ id: string; email: string; token: string; session: string; secret: string; recoveryCodes: string[] }> {
  const [person, link] = await inTransaction(platform.ctx(), (ctx) => invite(ctx, { email, name: role, role }));
  const signedIn = await platform.call(acceptStaffInvitation, { body: { token: link, password: goodPassword } });
  const { secret } = await platform.call(staffSelf.beginFactor, { body: { password: goodPassword } }, { as: signedIn });
  const { recoveryCodes } = await platform.call(
    staffSelf.confirmFactor,
    { body: { code: codeOf(platform, secret) } },
    { as: signedIn },
  );
  return { id: person.id, email, token: signedIn.token, session: signedIn.session, secret, recoveryCodes };
}

/** How long this process has worked so far, in ms, all its threads together: unlike a clock it ignores everybody else. */
export function workedMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1_000;
}
