import { once } from "node:events";
import { connect } from "node:net";

/** What node-postgres takes as `ssl`. */
export type Encryption = false | { rejectUnauthorized: boolean };

// PostgreSQL's SSLRequest message: its length, and the code that asks.
const QUESTION = Buffer.from([0, 0, 0, 8, 0x04, 0xd2, 0x16, 0x2f]);
const ANSWER_MS = 5_000;

/**
 * How connections to a database are encrypted. `verify` also checks the certificate; `prefer` asks the server once
 * whether it can, because node-postgres itself knows only yes and no.
 * @throws when `prefer` cannot reach the server
 */
export async function encryptionTo(
  { host, port }: { host: string; port: number },
  mode: "prefer" | "require" | "verify",
): Promise<Encryption> {
  if (mode === "verify") return { rejectUnauthorized: true };
  if (mode === "require" || (await offers(host, port))) return { rejectUnauthorized: false };
  return false;
}

async function offers(host: string, port: number): Promise<boolean> {
  const socket = connect({ host, port });
  try {
    socket.end(QUESTION);
    const [answer] = (await once(socket, "data", { signal: AbortSignal.timeout(ANSWER_MS) })) as [Buffer];
    return answer.toString("latin1", 0, 1) === "S";
  } finally {
    socket.destroy();
  }
}
