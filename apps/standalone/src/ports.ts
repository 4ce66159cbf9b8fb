import { createServer } from "node:net";

/** One port of the system: what listens there, and the variable that moves it. */
export interface Port {
  purpose: string;
  variable: string;
  port: number;
}

/** Where it listens: on this machine only, unless `HOST` says otherwise, as in an image. */
export function listenHost(): string {
  return process.env.HOST ?? "127.0.0.1";
}

/** The addresses of the system on one machine; each can be moved by its variable. */
export function portsFrom(
  env: Record<string, string | undefined>,
): Record<"web" | "api" | "mate" | "platform" | "portal" | "smtp" | "mail" | "database", Port> {
  const faults: string[] = [];
  const port = (purpose: string, variable: string, usual: number): Port => {
    const text = env[variable];
    const chosen = text === undefined || text === "" ? usual : Number(text);
    if (!Number.isInteger(chosen) || chosen < 1 || chosen > 65_535) {
      faults.push(`${variable} must be a port from 1 to 65535.`);
    }
    return { purpose, variable, port: chosen };
  };
  const ports = {
    web: port("the workshop's site", "WEB_PORT", 3025),
    api: port("the API", "API_PORT", 15567),
    mate: port("Mechanics Mate", "MATE_PORT", 3027),
    platform: port("the platform's API", "PLATFORM_PORT", 15568),
    portal: port("the platform's portal", "PORTAL_PORT", 3026),
    smtp: port("the mail catcher", "SMTP_CATCHER_PORT", 1025),
    mail: port("the page of caught mail", "MAIL_PAGE_PORT", 8025),
    database: port("the database", "DATABASE_PORT", 15432),
  };
  if (faults.length > 0) throw new Error(faults.join("\n"));
  return ports;
}

/** Sentences about ports somebody else uses, each with the remedy; empty when all are free. */
export async function takenPorts(ports: readonly Port[]): Promise<string[]> {
  const free = await Promise.all(ports.map(({ port }) => isFree(port)));
  return ports
    .filter((_, index) => !free[index])
    .map(
      ({ purpose, variable, port }) =>
        `Port ${port} (${purpose}) is taken. End the program that uses it, or choose another: ${variable}=${port + 1} npm start`,
    );
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once("error", () => resolve(false));
    probe.listen(port, "127.0.0.1", () => probe.close(() => resolve(true)));
  });
}
