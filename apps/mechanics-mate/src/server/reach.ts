import { Client } from "pg";

/** A start that cannot go on, in one sentence for whoever reads the log. */
export class StartFault extends Error {}

/** Opens the database once, so that a wrong address is one clear line. Says so too when a pooler would break sessions. */
export async function reachDatabase(url: string, source: string): Promise<void> {
  const client = new Client({ connectionString: url, connectionTimeoutMillis: 5_000 });
  client.on("error", () => undefined);
  try {
    await client.connect();
    const servers = new Set<number>();
    for (let n = 0; n < 4; n++) servers.add((await client.query("select pg_backend_pid() as pid")).rows[0].pid);
    if (servers.size > 1) {
      throw new StartFault(
        `${source} leads to a pooler that changes sessions between statements. Use the direct address or its session mode, usually port 5432.`,
      );
    }
  } catch (error) {
    throw error instanceof StartFault ? error : new StartFault(sentence(error, source));
  } finally {
    await client.end().catch(() => undefined);
  }
}

function sentence(error: unknown, source: string): string {
  const { code = "", message = "" } = error as { code?: string; message?: string };
  if (code === "28P01" || code === "28000") return `The database refuses user or password of ${source}. Correct them.`;
  if (code === "3D000") return `The database that ${source} names does not exist. Create it, or correct the name.`;
  if (code === "ENOTFOUND" || code === "EAI_AGAIN") return `The host in ${source} is not known. Correct its name.`;
  if (code === "ECONNREFUSED")
    return `No database answers at the host and port of ${source}. Start it, or correct the address.`;
  if (/SSL|TLS|certificate/i.test(`${code} ${message}`))
    return `The database and ${source} do not agree on encryption (${code || "TLS"}). Correct sslmode at the end of the address.`;
  return `The database of ${source} cannot be reached (${code || "no answer within 5 seconds"}). Correct the address, or start it.`;
}
