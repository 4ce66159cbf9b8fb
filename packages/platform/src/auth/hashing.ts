import { Refusal } from "@mechanicbuddy/contract/problem";
import { hash, verify } from "@node-rs/argon2";

/** Argon2id, OWASP's stronger setting: 52 ms on the reference machine. */
const strength = { memoryCost: 64 * 1024, timeCost: 3, parallelism: 1 } as const;
const AT_ONCE = 2;
const WAITING = 50;

let running = 0;
const queue: (() => void)[] = [];

/** At most two hashes at once, so a flood of sign-ins costs 128 MiB and delays nobody's page. */
async function inTurn<T>(work: () => Promise<T>): Promise<T> {
  if (running >= AT_ONCE) {
    if (queue.length >= WAITING) {
      throw new Refusal("unavailable", "Many people are signing in. Try again in a moment.", { retryAfter: 5 });
    }
    await new Promise<void>((resolve) => queue.push(resolve));
  }
  running++;
  try {
    return await work();
  } finally {
    running--;
    queue.shift()?.();
  }
}

/** A PHC string for the password. */
export function hashPassword(password: string): Promise<string> {
  return inTurn(() => hash(password, strength));
}

/** Hash of no password: an unknown name costs the same time as a known one. */
let decoy: Promise<string> | undefined;

/** True when the password fits the hash. Without a hash it takes as long and is false. */
export async function passwordFits(stored: string | null, password: string): Promise<boolean> {
  decoy ??= hashPassword("nobody has this password");
  const against = stored ?? (await decoy);
  const fits = await inTurn(() => verify(against, password));
  return fits && stored !== null;
}

/** True when the stored hash was made with weaker parameters than today's. */
export function isOutdated(stored: string): boolean {
  return !stored.includes(`m=${strength.memoryCost},t=${strength.timeCost},p=${strength.parallelism}`);
}
