import { MateRefusal, mateProblemCodes } from "@mechanicbuddy/contract/mate/problem";
import { error } from "@sveltejs/kit";

/** What a page shows, or the error page with the status of the refusal. */
export async function shown<T>(reading: Promise<T>): Promise<T> {
  try {
    return await reading;
  } catch (refusal) {
    if (!(refusal instanceof MateRefusal)) throw refusal;
    error(mateProblemCodes[refusal.code].status, { message: refusal.message, code: refusal.code });
  }
}
