import { execFile } from "node:child_process";
import { promisify } from "node:util";

let failed = 0;
let section = "";

/** Names the part of the runbook that follows. */
export function begin(title: string): void {
  section = title;
}

/** Steps that did not hold so far. */
export function failures(): number {
  return failed;
}

/** Runs one step of the runbook. It passes unless it throws or says why not. */
export async function step(name: string, work: () => Promise<string | undefined>): Promise<void> {
  const fault = await work().catch((error: Error) => error.message.split("\n").slice(0, 3).join(" | ") || error.name);
  if (fault !== undefined) failed++;
  console.log(
    `${fault === undefined ? "pass" : "FAIL"}  ${section}: ${name}${fault === undefined ? "" : `: ${fault}`}`,
  );
}

/** Says that a step needs a program that is not here. */
export function skip(name: string, why: string): void {
  console.log(`skip  ${section}: ${name}: ${why}`);
}

/** Nothing when it is so, otherwise what was seen instead. */
export function expected(is: boolean, otherwise: string): string | undefined {
  return is ? undefined : otherwise;
}

/** The command of the runbook, with status and time of the reply. */
export async function curl(...args: string[]): Promise<{ status: number; body: string; seconds: number }> {
  const { stdout } = await promisify(execFile)("curl", ["-s", "-w", "\n%{http_code} %{time_total}", ...args]);
  const at = stdout.lastIndexOf("\n");
  const [status, seconds] = stdout
    .slice(at + 1)
    .split(" ")
    .map(Number);
  return { status: status ?? 0, body: stdout.slice(0, at), seconds: seconds ?? 0 };
}
/** The reply has this status and comes within 300 ms. */
export const answers = async (status: number, ...args: string[]) => {
  const reply = await curl(...args);
  if (reply.status !== status) return `answered ${reply.status} instead of ${status}`;
  return expected(reply.seconds < 0.3, `took ${reply.seconds} s`);
};
