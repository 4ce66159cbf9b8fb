import { createHmac } from "node:crypto";
import type { Client } from "pg";
import { answers, begin, curl, expected, step } from "./steps.ts";

/** What runs: the server's address, its database, its commands, and what signs its events. */
export interface Ground {
  base: string;
  client: Client;
  webhookSecret: string;
  command(...args: string[]): Promise<{ stdout: string; stderr: string }>;
}

/** Section 5 of the runbook: what is looked at after a start. */
export async function verification({ base, client, command }: Ground): Promise<void> {
  begin("Verify");
  await step("curl / -I", () => answers(200, base, "-I"));
  await step("curl /api/auth/csrf-token -I", () => answers(200, `${base}/api/auth/csrf-token`, "-I"));
  await step("curl -X GET /api/auth/csrf-token gives exactly one key", async () => {
    const { body } = await curl("-X", "GET", `${base}/api/auth/csrf-token`);
    return expected(Object.keys(JSON.parse(body)).join() === "csrfToken", body);
  });
  const login = [
    "-X",
    "POST",
    `${base}/api/auth/login`,
    "-H",
    "Content-Type: application/json",
    "-d",
    '{"email":"test@test.com","password":"wrongpass"}',
  ];
  await step("the printed login is 401 Unauthorized", async () => {
    const { status, body } = await curl(...login);
    return expected(status === 401 && JSON.parse(body).title === "Unauthorized", `${status} ${body}`);
  });
  await step("the same from a page without token is 403", async () => {
    const { status } = await curl(...login, "-H", "Origin: https://mechanics-mate.app");
    return expected(status === 403, `answered ${status}`);
  });
  await step("an unlisted origin gets no CORS header and no write", async () => {
    const { body } = await curl("-D", "-", "-o", "/dev/null", `${base}/api/health`, "-H", "Origin: https://evil.test");
    const { status } = await curl(...login, "-H", "Origin: https://evil.test");
    return expected(status === 403 && !/access-control-allow-origin/i.test(body), `write answered ${status}`);
  });
  await step("/verify-email.html?token=test_token shows Verification Failed", async () => {
    const { body } = await curl(`${base}/verify-email.html?token=test_token`);
    return expected(body.includes("Verification Failed"), body.slice(0, 120));
  });
  await step("the table of confirmations is there", async () => {
    await client.query("select count(*) from public.email_verification_tokens");
    return undefined;
  });
  await step("subscriptions, accounts and log rows can be read", async () => {
    await new Promise((resolve) => setTimeout(resolve, 5_500));
    await client.query("select count(*) from subscriptions, mate.users");
    const { rows } = await client.query("select title from application_logs where log_type = 'auth_error'");
    return expected(rows.length > 0, "the wrong password left no row");
  });
  await step("node server.js smoke", async () => {
    const { stdout } = await command("smoke", base).catch((error: { stdout: string }) => error);
    const wrong = stdout.split("\n").filter((line) => line.startsWith("✗"));
    return expected(wrong.length === 0, wrong.join(" | "));
  });
}

function event(webhookSecret: string, id: string, type: string): { body: string; signature: string } {
  const body = JSON.stringify({ id, object: "event", type, livemode: true, created: 1, data: { object: { id: "x" } } });
  const at = Math.floor(Date.now() / 1000);
  const mac = createHmac("sha256", webhookSecret).update(`${at}.${body}`).digest("hex");
  return { body, signature: `t=${at},v1=${mac}` };
}

/** The endpoint of Stripe. */
export async function webhooks({ base, client, webhookSecret }: Ground): Promise<void> {
  begin("Stripe");
  const address = `${base}/api/subscriptions/webhook`;
  const post = ({ body, signature }: { body: string; signature: string }) =>
    curl(
      "-X",
      "POST",
      address,
      "-H",
      `Stripe-Signature: ${signature}`,
      "-H",
      "Content-Type: application/json",
      "-d",
      body,
    );
  await step("curl of the endpoint proves that it is there", () => answers(405, address));
  await step("a test event is in webhook_events", async () => {
    const { status, body } = await post(event(webhookSecret, "evt_runbook", "payment_link.created"));
    const { rows } = await client.query("SELECT status FROM webhook_events WHERE event_id = 'evt_runbook'");
    return expected(status === 200 && rows[0]?.status === "ignored", `${status} ${body} ${rows[0]?.status}`);
  });
  await step("a wrong secret is 400 and stores nothing", async () => {
    const { status } = await post({ ...event(webhookSecret, "evt_wrong", "invoice.paid"), signature: "t=1,v1=00" });
    const { rows } = await client.query("SELECT 1 FROM webhook_events WHERE event_id = 'evt_wrong'");
    return expected(status === 400 && rows.length === 0, `answered ${status}, ${rows.length} rows`);
  });
  await step("an event that came twice is there once", async () => {
    const { body } = await post(event(webhookSecret, "evt_runbook", "payment_link.created"));
    return expected(JSON.parse(body).duplicate === true, body);
  });
}
