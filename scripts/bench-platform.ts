import { mkdtemp, rm } from "node:fs/promises";
import { join } from "node:path";
import { pageAt } from "@mechanicbuddy/management-api/providers/page";
import { createLog } from "@mechanicbuddy/platform/log";
import { freePort, quickFolder } from "@mechanicbuddy/platform/testing/postgres";
import { portsFrom } from "@mechanicbuddy/standalone/ports";
import { type RunningSystem, startSystem } from "@mechanicbuddy/standalone/system";

const SIGNUPS = 50;
/** One signup a second is 3,600 an hour; faster than that, new workshops wait for the making of their tables. */
const PACE_MS = 1_000;
const AT_ONCE = 20;
const FIRST_PAGE_MS = 1_000;
const SCHEMA_MS = 500;
/** Whoever waits longer has no workshop. */
const LONGEST_MS = 120_000;
const ROUTING_MS = 50;

interface Signup {
  tenant: string;
  /** From the confirmed address to the workshop's first page, in milliseconds. */
  firstPageMs: number;
  /** Duration of the step that makes role and schema, in milliseconds. */
  schemaMs: number;
}

/** Signs workshops up on the whole system and measures the way to their first page; exits 1 when a limit is missed. */
export async function benchPlatform(): Promise<never> {
  const names = Object.values(portsFrom({})).map(({ variable }) => variable);
  const chosen = Object.fromEntries(await Promise.all(names.map(async (name) => [name, String(await freePort())])));
  const ports = portsFrom(chosen);
  const dataDirectory = await mkdtemp(join(await quickFolder(), "mechanicbuddy-bench-"));
  const system = await startSystem({
    ports,
    dataDirectory,
    fresh: false,
    log: createLog({ level: "error" }),
    tell: (line) => console.log(line),
    workshops: [],
  });
  try {
    const api = `http://127.0.0.1:${ports.platform.port}`;
    const site = ports.web.port;
    const one: Signup[] = [];
    for (let n = 0; n < SIGNUPS; n++) {
      const pace = new Promise((resolve) => setTimeout(resolve, PACE_MS));
      one.push(await signUp(system, api, site, n));
      await pace;
    }
    const rows = [
      row(
        "one a second: confirmed address to first page, 95 of 100",
        percentile(
          one.map((signup) => signup.firstPageMs),
          95,
        ),
        FIRST_PAGE_MS,
      ),
      row(
        "one a second: role and schema, 95 of 100",
        percentile(
          one.map((signup) => signup.schemaMs),
          95,
        ),
        SCHEMA_MS,
      ),
    ];
    console.log(rows.map(({ text }) => text).join("\n"));
    const startedAt = performance.now();
    const many = await Promise.all(Array.from({ length: AT_ONCE }, (_, n) => signUp(system, api, site, SIGNUPS + n)));
    const seconds = (performance.now() - startedAt) / 1000;
    const tenants = new Set([...one, ...many].map(({ tenant }) => tenant));
    const key = system.platform?.app.routingKey ?? "";
    const routing = await measureRouting(api, key, [...tenants]);
    const decision = row("routing decision, 99 of 100", percentile(routing, 99), ROUTING_MS);
    console.log(decision.text);
    console.log(`${AT_ONCE} at once: ${tenants.size - SIGNUPS} workshops in ${seconds.toFixed(1)} s.`);
    const isFine = [...rows, decision].every(({ isFine }) => isFine) && tenants.size === SIGNUPS + AT_ONCE;
    process.exitCode = isFine ? 0 : 1;
  } finally {
    await system.stop();
    await rm(dataDirectory, { recursive: true, force: true });
  }
  process.exit();
}

async function signUp(system: RunningSystem, api: string, site: number, n: number): Promise<Signup> {
  const email = `owner${n}@bench.example`;
  // Each from a network of its own: nobody may sign up more than five times an hour.
  const from = { "x-forwarded-for": `${20 + n}.7.7.7` };
  await post(`${api}/api/signup`, from, {
    email,
    name: "Anna Saar",
    companyName: `Bench ${n}`,
    tenantId: `bench-${n}`,
    password: "otter window velvet",
    locale: "en",
    country: "EE",
    acceptTerms: true,
    filledMs: 20_000,
  });
  const token = await linkFor(system, email);
  const confirmedAt = performance.now();
  const {
    token: bearer,
    tenant,
    job,
  } = (await post(`${api}/api/signup/verify`, from, { token })) as Record<string, string>;
  const steps = await finished(api, { ...from, authorization: `Bearer ${bearer}` }, job as string);
  const { status, text } = await pageAt(`http://127.0.0.1:${site}/login`, `${tenant}.localhost:${site}`);
  if (status !== 200 || !text.includes(`Bench ${n}`)) throw new Error(`${tenant} does not show its page: ${status}`);
  const firstPageMs = performance.now() - confirmedAt;
  const schema = steps.find(({ name }) => name === "database");
  return {
    tenant: tenant as string,
    firstPageMs,
    schemaMs: new Date(schema?.finishedAt ?? 0).getTime() - new Date(schema?.startedAt ?? 0).getTime(),
  };
}

interface Step {
  name: string;
  startedAt: string | null;
  finishedAt: string | null;
}

async function finished(api: string, headers: Record<string, string>, job: string): Promise<Step[]> {
  const until = performance.now() + LONGEST_MS;
  for (;;) {
    const answer = await fetch(`${api}/api/jobs/${job}`, { headers });
    if (!answer.ok) throw new Error(`The job cannot be asked for: ${answer.status} ${await answer.text()}`);
    const { state, steps } = (await answer.json()) as { state: string; steps: Step[] };
    if (state === "succeeded") return steps;
    if (performance.now() > until || !["queued", "running", "waiting"].includes(state))
      throw new Error(`The job ended as ${state}: ${JSON.stringify(steps)}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

async function linkFor(system: RunningSystem, email: string): Promise<string> {
  for (let tries = 0; tries < 500; tries++) {
    const caught = system.mail.mails().find(({ mail }) => JSON.stringify(mail.to).includes(email));
    const token = /token=([\w-]+)/.exec(caught?.mail.text ?? "")?.[1];
    if (token !== undefined) return token;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  throw new Error(`No mail to ${email}`);
}

async function post(url: string, headers: Record<string, string>, body: object): Promise<unknown> {
  const answer = await fetch(url, {
    method: "POST",
    headers: { ...headers, "content-type": "application/json" },
    body: JSON.stringify(body),
  });
  if (!answer.ok) throw new Error(`${url} answered ${answer.status}: ${await answer.text()}`);
  return answer.json();
}

async function measureRouting(api: string, key: string, tenants: string[]): Promise<number[]> {
  const times: number[] = [];
  for (let n = 0; n < 2_000; n++) {
    const startedAt = performance.now();
    const answer = await fetch(`${api}/internal/routing?host=${tenants[n % tenants.length]}.localhost`, {
      headers: { authorization: `Bearer ${key}` },
    });
    await answer.arrayBuffer();
    if (!answer.ok) throw new Error(`The routing decision answered ${answer.status}`);
    times.push(performance.now() - startedAt);
  }
  return times;
}

function percentile(values: number[], percent: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.ceil((sorted.length * percent) / 100) - 1)] ?? 0;
}

function row(name: string, value: number, limit: number): { text: string; isFine: boolean } {
  const isFine = value <= limit;
  return {
    text: `${name.padEnd(56)} ${value.toFixed(1).padStart(8)} ms   at most ${limit} ms${isFine ? "" : "   TOO SLOW"}`,
    isFine,
  };
}
