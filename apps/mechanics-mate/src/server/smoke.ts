import { connect } from "node:tls";

type Check = () => Promise<string | undefined>;
const json = { "content-type": "application/json" };
const DAY_MS = 86_400_000;

interface Seen {
  name: string;
  /** What is wrong; undefined when the check passed. */
  fault: string | undefined;
  tookMs: number;
}

interface Watch {
  forMs: number;
  everyMs: number;
  now: () => number;
  pause: (ms: number) => Promise<unknown>;
}

/** Looks at a running site from outside, one line for each check. True when all of them passed. */
export async function smoke(base: string, say: (line: string) => void): Promise<boolean> {
  const seen = await look(base);
  for (const { name, fault } of seen) say(fault === undefined ? `✓ ${name}` : `✗ ${name}: ${fault}`);
  return seen.every(({ fault }) => fault === undefined);
}

/** Looks again and again, as after a release, and reports how often each check failed and how long answers took. */
export async function watch(base: string, say: (line: string) => void, options: Watch): Promise<boolean> {
  const until = options.now() + options.forMs;
  const all: Seen[] = [];
  let rounds = 0;
  for (;;) {
    all.push(...(await look(base)));
    rounds++;
    if (options.now() + options.everyMs > until) break;
    await options.pause(options.everyMs);
  }
  const names = [...new Set(all.map(({ name }) => name))];
  for (const name of names) {
    const faults = all.filter((seen) => seen.name === name).flatMap(({ fault }) => fault ?? []);
    say(
      faults.length === 0
        ? `✓ ${name}`
        : `✗ ${name}: failed ${faults.length} of ${rounds} times, last: ${faults.at(-1)}`,
    );
  }
  const times = all.map(({ tookMs }) => tookMs).sort((a, b) => a - b);
  const share = (part: number) => Math.round(times[Math.floor((times.length - 1) * part)] ?? 0);
  const failed = all.filter(({ fault }) => fault !== undefined).length;
  say(
    `${rounds} rounds, ${all.length} checks, ${failed} failed; half took ${share(0.5)} ms, 95 of 100 ${share(0.95)} ms.`,
  );
  return failed === 0;
}

async function look(base: string): Promise<Seen[]> {
  const origin = new URL(base).origin;
  const get = (path: string, init: RequestInit = {}) =>
    fetch(origin + path, { redirect: "manual", signal: AbortSignal.timeout(10_000), ...init });
  const login = (headers: Record<string, string>) =>
    get("/api/auth/login", {
      method: "POST",
      headers: { ...json, ...headers },
      body: '{"email":"test@test.com","password":"wrongpass"}',
    });
  const status = async (expected: number, reply: Promise<Response>) => {
    const seen = (await reply).status;
    return seen === expected ? undefined : `answered ${seen} instead of ${expected}`;
  };
  const checks: Record<string, Check> = {
    "the first page answers": () => status(200, get("/", { method: "HEAD" })),
    "the token has one key": async () => {
      const reply = await get("/api/auth/csrf-token");
      const keys = reply.ok ? Object.keys((await reply.json()) as object).join() : `status ${reply.status}`;
      return keys === "csrfToken" ? undefined : `it has ${keys}`;
    },
    "a wrong password from a terminal is 401": () => status(401, login({})),
    "the same from a page without token is 403": () => status(403, login({ origin })),
    "the address of events is there (405 to a visit)": () => status(405, get("/api/subscriptions/webhook")),
    "a bad link says Verification Failed": async () =>
      (await (await get("/verify-email.html?token=test_token")).text()).includes("Verification Failed")
        ? undefined
        : "it does not",
    "the interface is described": () => status(200, get("/docs")),
    "everything needed is ready": async () => {
      const reply = await get("/health/ready");
      return reply.ok ? undefined : `missing: ${((await reply.json()) as { missing: string[] }).missing.join(", ")}`;
    },
    "an unknown page is 404": () => status(404, get("/no-such-page")),
    "the server's own files are not served": () => status(404, get("/server.js")),
    "protecting headers come once each": async () => {
      const { headers } = await get("/");
      const names = ["x-content-type-options", "x-frame-options", "referrer-policy"];
      const wrong = names.filter((name) => !headers.has(name) || headers.get(name)?.includes(","));
      return wrong.length === 0 ? undefined : wrong.join(", ");
    },
  };
  if (origin.startsWith("https:")) {
    checks["plain http leads to https"] = async () => {
      const reply = await fetch(origin.replace("https:", "http:"), {
        redirect: "manual",
        signal: AbortSignal.timeout(10_000),
      });
      return reply.headers.get("location")?.startsWith("https:") ? undefined : `answered ${reply.status}`;
    };
    checks["browsers are bound to https"] = async () =>
      (await get("/")).headers.has("strict-transport-security") ? undefined : "no Strict-Transport-Security";
    checks["the certificate lasts two weeks"] = async () => {
      const days = Math.floor(((await certificateEnd(new URL(origin))).getTime() - Date.now()) / DAY_MS);
      return days >= 14 ? undefined : `${days} days are left`;
    };
  }
  const seen: Seen[] = [];
  for (const [name, check] of Object.entries(checks)) {
    const startedAt = performance.now();
    const fault = await check().catch((error: Error) =>
      error.cause instanceof Error ? error.cause.message : error.message,
    );
    seen.push({ name, fault, tookMs: performance.now() - startedAt });
  }
  return seen;
}

function certificateEnd({ hostname, port }: URL): Promise<Date> {
  return new Promise((resolve, reject) => {
    const socket = connect({ host: hostname, port: Number(port || 443), servername: hostname, timeout: 10_000 }, () => {
      resolve(new Date(socket.getPeerCertificate().valid_to));
      socket.destroy();
    });
    socket.once("error", reject);
  });
}
