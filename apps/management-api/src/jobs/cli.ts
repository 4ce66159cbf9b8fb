import { type Tier, tiers } from "@mechanicbuddy/contract/plans";
import { runCommand, withPlatform } from "../command.ts";
import { inTransaction } from "../context.ts";
import * as jobs from "./jobs.ts";

const usage = `npm run jobs -- plan <${tiers.join("|")}> <workshop>   what a new workshop would make, without making it
npm run jobs -- list                          the newest jobs
npm run jobs -- show <job>                    a job with its steps and its log
npm run jobs -- retry <job>                   tries its failed step again`;

/** What an operator types about jobs. */
async function main([command, first = "", second = ""]: string[]): Promise<void> {
  if (command === "plan" && isTier(first) && second !== "") return plan(first, second);
  if (command === "list") return list();
  if (command === "show" && first !== "") return show(first);
  if (command === "retry" && first !== "") {
    await withPlatform((ctx) => inTransaction(ctx, (ctx) => jobs.retry(ctx, first)));
    return show(first);
  }
  throw new Error(usage);
}

async function plan(tier: Tier, id: string): Promise<void> {
  const about = { id, companyName: id, tier, locale: "en", country: "GB" } as const;
  const { steps } = await withPlatform((ctx) => jobs.plan(ctx, about));
  for (const [n, { name, objects }] of steps.entries()) {
    print(`${String(n + 1).padStart(2)} ${name.padEnd(14)} ${objects.join(", ") || "–"}`);
  }
}

async function list(): Promise<void> {
  const { items } = await withPlatform((ctx) => jobs.list(ctx, { limit: 30 }));
  for (const { id, kind, state, tenant, createdAt } of items) {
    print(`${id}  ${kind.padEnd(14)} ${state.padEnd(10)} ${(tenant ?? "–").padEnd(20)} ${createdAt}`);
  }
}

async function show(id: string): Promise<void> {
  const { kind, state, tenant, steps, log } = await withPlatform((ctx) => jobs.get(ctx, id));
  print(`${kind} of ${tenant ?? "the platform"}: ${state}`);
  for (const { position, name, state, error } of steps) {
    print(`${String(position).padStart(2)} ${name.padEnd(14)} ${state}${error === null ? "" : `: ${error}`}`);
  }
  for (const { at, step, text } of log) print(`${at} ${step ?? ""} ${text}`);
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}

function isTier(text: string): text is Tier {
  return (tiers as readonly string[]).includes(text);
}

await runCommand(() => main(process.argv.slice(2)));
