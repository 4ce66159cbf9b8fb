import { generateKeyPairSync, randomBytes } from "node:crypto";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";

/** Secrets of this machine's system, made at the first start and kept beside its database. */
export interface Secrets {
  jwtSecret: string;
  consumerSecret: string;
  sessionSecret: string;
  superuserPassword: string;
  ownerPassword: string;
  mateSecret: string;
  matePassword: string;
  platformSecret: string;
  platformPassword: string;
  /** Ed25519 key (PEM) by which the platform signs what it tells the workshops' API. */
  platformSigningKey: string;
}

/** Reads the secrets of a data folder, making them when it is new. */
export async function secretsOf(directory: string): Promise<Secrets> {
  const file = join(directory, "secrets.json");
  const kept = await readFile(file, "utf8").catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return undefined;
    throw error;
  });
  const known = kept === undefined ? {} : (JSON.parse(kept) as Partial<Secrets>);
  const secrets: Secrets = {
    jwtSecret: randomBytes(64).toString("hex"),
    consumerSecret: randomBytes(32).toString("base64"),
    sessionSecret: randomBytes(32).toString("base64"),
    superuserPassword: randomBytes(24).toString("base64url"),
    ownerPassword: randomBytes(24).toString("base64url"),
    mateSecret: randomBytes(64).toString("hex"),
    matePassword: randomBytes(24).toString("base64url"),
    platformSecret: randomBytes(64).toString("hex"),
    platformPassword: randomBytes(24).toString("base64url"),
    platformSigningKey: generateKeyPairSync("ed25519").privateKey.export({ type: "pkcs8", format: "pem" }).toString(),
    ...known,
  };
  await mkdir(directory, { recursive: true });
  await writeFile(file, JSON.stringify(secrets, null, 2), { mode: 0o600 });
  return secrets;
}
