import { type StaffRole, staffRoles } from "@mechanicbuddy/contract/management/permission";
import { runCommand, withPlatform } from "../command.ts";
import { inTransaction } from "../context.ts";
import { invite, list } from "./staff.ts";

const usage = `npm run staff -- invite <e-mail> <${staffRoles.join("|")}>   prints a link that works once and for one hour
npm run staff -- list                                   who runs the platform`;

/** What an operator types; the first owner of the platform comes in by this door. */
async function main([command, email = "", role = ""]: string[]): Promise<void> {
  if (command === "list") {
    const { items } = await withPlatform((ctx) => list(ctx));
    for (const { email, role, disabledAt, invitationPending } of items) {
      const state = disabledAt !== null ? "shut out" : invitationPending ? "invited" : "active";
      process.stdout.write(`${email}  ${role}  ${state}\n`);
    }
    return;
  }
  if (command !== "invite" || !/^[^\s@]+@[^\s@]+$/.test(email) || !isRole(role)) throw new Error(usage);
  await withPlatform(async (ctx) => {
    const name = email.split("@")[0] ?? email;
    const [, token] = await inTransaction(ctx, (ctx) => invite(ctx, { email, name, role }));
    process.stdout.write(`${ctx.platform.config.PORTAL_URL}/operate/accept?token=${token}\n`);
  });
}

function isRole(role: string): role is StaffRole {
  return (staffRoles as readonly string[]).includes(role);
}

await runCommand(() => main(process.argv.slice(2)));
