import { Refusal } from "@mechanicbuddy/contract/problem";
import { wayBack } from "../src/identity/identity.ts";
import { withTenant } from "./tenant-context.ts";

const usage = `Usage: npm run people -- reset-factor <workshop id> <user name or e-mail>
Prints a link, once, with which this person chooses a password and turns the second factor off. Make sure who asks:
the link opens the account to whoever holds it. It works once, for an hour, and is in the workshop's audit log.
`;

async function main([command, id, name, ...more]: string[]): Promise<number> {
  if (command !== "reset-factor" || id === undefined || name === undefined || more.length > 0) {
    process.stderr.write(usage);
    return 2;
  }
  try {
    const link = await withTenant(id, (ctx) =>
      wayBack({ ...ctx, actor: { kind: "support", supportPerson: "Operator, by command" } }, name),
    );
    process.stdout.write(`${link}\n`);
    return 0;
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    process.stderr.write(`${id}: nothing was changed. ${error.message}\n`);
    return 1;
  }
}

process.exitCode = await main(process.argv.slice(2));
