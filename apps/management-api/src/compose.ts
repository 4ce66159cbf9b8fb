import { hkdfSync } from "node:crypto";
import { chmod, mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { bootstrapCluster, type Owner } from "@mechanicbuddy/platform/database/bootstrap";

// Compose's profile `saas`: makes the databases of platform, shared instance and Mechanics Mate beside the workshop's, and
// leaves each service its secrets in a volume. All are derived from the one JWT secret, so that a second run changes nothing.
interface Settings {
  JwtOptions: { Secret: string };
  DbOptions: { Host: string; Port: number; UserId: string; Password: string; Name: string };
}

/** Secrets of the profile's services by the names of their files. */
export function secretsFrom(rootSecret: string, { Host, Port }: Pick<Settings["DbOptions"], "Host" | "Port">) {
  const derive = (purpose: string, bytes: number) =>
    Buffer.from(hkdfSync("sha256", rootSecret, "", `mechanicbuddy compose ${purpose}`, bytes));
  const word = (purpose: string) => derive(purpose, 32).toString("base64");
  const root = (purpose: string) => derive(purpose, 64).toString("hex");
  const password = (purpose: string) => derive(purpose, 24).toString("base64url");
  const mate = password("mate-database");
  const routingKey = derive("routing", 32).toString("base64url");
  return {
    "platform-jwt": root("platform-jwt"),
    "platform-password": password("platform-database"),
    "routing-key": routingKey,
    "routing-key.inc": `proxy_set_header Authorization "Bearer ${routingKey}";\n`,
    "portal-session": word("portal-session"),
    "shared-jwt": root("shared-jwt"),
    "shared-password": password("shared-database"),
    "shared-consumer": word("shared-consumer"),
    "shared-session": word("shared-session"),
    "mate-jwt": root("mate-jwt"),
    "mate-database-url": `postgresql://mechanics_mate:${mate}@${Host}:${Port}/mechanics_mate`,
  };
}

async function main(settingsFile: string, folder: string): Promise<void> {
  const { JwtOptions, DbOptions } = JSON.parse(await readFile(settingsFile, "utf8")) as Settings;
  const { Host: host, Port: port, UserId: user, Password: password, Name: database } = DbOptions;
  const secrets = secretsFrom(JwtOptions.Secret, DbOptions);
  const owners: Record<string, string> = {
    platform: secrets["platform-password"],
    free_tier: secrets["shared-password"],
    mechanics_mate: new URL(secrets["mate-database-url"]).password,
  };
  const superuser: Owner = { host, port, user, password, database };
  for (const [name, own] of Object.entries(owners))
    await bootstrapCluster(superuser, { host, port, user: name, database: name, password: own });
  await mkdir(folder, { recursive: true });
  for (const [name, text] of Object.entries(secrets)) {
    await writeFile(join(folder, name), text);
    // Nginx reads its part as root, the servers theirs as themselves; nobody else has this volume.
    await chmod(join(folder, name), 0o444);
  }
}

if (import.meta.main) await main(process.env.CONFIG_FILE ?? "", process.argv[2] ?? "/saas");
