import { parseArgs } from "node:util";
import { Country, Email, Language } from "@mechanicbuddy/contract/fields";
import { Refusal } from "@mechanicbuddy/contract/problem";
import { loadConfig } from "@mechanicbuddy/platform/config";
import { workshopApiConfig } from "@mechanicbuddy/platform/config/workshop";
import { faultsAgainst } from "@mechanicbuddy/platform/http/validation";
import Type, { type Static } from "typebox";
import { openOnly } from "../src/tenants/tenants.ts";
import { withTenant } from "./tenant-context.ts";

const usage = `Usage: npm run workshop -- open --name "ACME Auto" --country EE --owner "Anna Saar" --email anna@example.com
  --language et   language of its owner and documents; English unless said
  --sample-data   begins with two made-up customers, two cars and their orders
Opens the one workshop of this instance and prints the link with which its owner chooses a password, for three days.
`;

const Opening = Type.Object({
  companyName: Type.String({ minLength: 1, maxLength: 120 }),
  country: Country,
  ownerName: Type.String({ minLength: 1, maxLength: 120 }),
  ownerEmail: Email,
  locale: Language,
  sampleData: Type.Boolean(),
});
const faultsOf = faultsAgainst(Opening);
const options = { country: "--country, as EE", ownerEmail: "--email", locale: "--language", companyName: "--name" };

async function main(args: string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      name: { type: "string" },
      country: { type: "string" },
      owner: { type: "string" },
      email: { type: "string" },
      language: { type: "string", default: "en" },
      "sample-data": { type: "boolean", default: false },
    },
  });
  const { name, country, owner, email, language } = values;
  if (positionals.join() !== "open" || !name || !country || !owner || !email) {
    process.stderr.write(usage);
    return 2;
  }
  const input = {
    companyName: name,
    country,
    ownerName: owner,
    ownerEmail: email,
    locale: language as Static<typeof Language>,
    sampleData: values["sample-data"],
  };
  const faults = faultsOf(input);
  if (faults.length > 0) {
    const said = faults.map(({ field, message }) => `${options[field as keyof typeof options] ?? field}: ${message}`);
    process.stderr.write(`${said.join("\n")}\n`);
    return 2;
  }
  const { TENANT_ID } = loadConfig(workshopApiConfig);
  try {
    process.stdout.write(`${await withTenant(TENANT_ID, (ctx) => openOnly(ctx, input))}\n`);
    return 0;
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    process.stderr.write(`${error.message}\n`);
    return 1;
  }
}

process.exitCode = await main(process.argv.slice(2));
