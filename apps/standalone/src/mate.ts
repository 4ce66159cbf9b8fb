import { readMateConfig } from "@mechanicbuddy/mechanics-mate/server/config";
import { type DemoAccount, makeAccount, makeAdministrator } from "@mechanicbuddy/mechanics-mate/server/demo";
import { startDemoStripe } from "@mechanicbuddy/mechanics-mate/server/demo-stripe";
import { listen } from "@mechanicbuddy/mechanics-mate/server/listen";
import { migrate } from "@mechanicbuddy/mechanics-mate/server/migrate";
import { makeDatabase } from "@mechanicbuddy/mechanics-mate/server/own-database";
import { loadPages } from "@mechanicbuddy/mechanics-mate/server/pages";
import { openSite } from "@mechanicbuddy/mechanics-mate/server/site";
import { type Owner, withClient } from "@mechanicbuddy/platform/database/bootstrap";
import type { Log } from "@mechanicbuddy/platform/log";
import { listenHost, type portsFrom } from "./ports.ts";
import type { Secrets } from "./secrets.ts";

export interface RunningMate {
  url: string;
  account: DemoAccount;
  stop(): Promise<void>;
}

/** Who owns Mechanics Mate's database on this machine. */
export const mateOwner = { host: "127.0.0.1", database: "mechanics_mate", user: "mate_owner" };

/** Who can sign in at once. */
export const mateAccount: DemoAccount = {
  email: "demo@mechanics-mate.example",
  name: "Demo",
  password: "workshop demo",
  withPlan: true,
};

/** Who may see the administration; the secret goes into an authenticator app. */
export const mateAdministrator = {
  email: "admin@mechanics-mate.example",
  name: "Administrator",
  password: "workshop admin",
  secret: "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP",
};

interface Options {
  ports: ReturnType<typeof portsFrom>;
  log: Log;
  now: () => Date;
  secrets: Secrets;
  superuser: Owner;
}

/** Starts Mechanics Mate on the database server of this machine, in a database of its own. */
export async function startMate({ ports, log, now, secrets, superuser }: Options): Promise<RunningMate> {
  await withClient({ ...superuser, database: "postgres" }, (client) => makeDatabase(client, secrets.matePassword));
  const { host, database, user } = mateOwner;
  const databaseUrl = `postgresql://${user}:${secrets.matePassword}@${host}:${superuser.port}/${database}`;
  await migrate(databaseUrl);
  const url = `http://localhost:${ports.mate.port}`;
  const stripe = await startDemoStripe(url, now);
  const keys = ["ANTHROPIC_API_KEY", "OPENAI_BASE_URL", "OPENAI_API_KEY", "OPENAI_MODEL"] as const;
  const { values, problems } = readMateConfig({
    env: {
      NODE_ENV: "development",
      JWT_SECRET: secrets.mateSecret,
      ALLOWED_ORIGINS: url,
      SMTP_URL: `smtp://127.0.0.1:${ports.smtp.port}`,
      MAIL_FROM: "no-reply@mechanics-mate.example",
      ...stripe.variables,
      ...Object.fromEntries(keys.flatMap((key) => (process.env[key] ? [[key, process.env[key]]] : []))),
    },
  });
  if (problems.length > 0) throw new Error(problems.join("\n"));
  const running = await openSite({ config: values, databaseUrl, log, now, version: "development" });
  await makeAccount(running.site, mateAccount);
  await makeAdministrator(running.site, databaseUrl, mateAdministrator);
  const { site, api } = running;
  const listening = await listen({ site, api, pages: await loadPages(), host: listenHost(), port: ports.mate.port });
  return {
    url,
    account: mateAccount,
    stop: async () => {
      running.beginStopping();
      await listening.stop(2_000);
      await running.stop();
      await stripe.stop();
    },
  };
}
