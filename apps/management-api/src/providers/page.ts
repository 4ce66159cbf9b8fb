import { request } from "node:http";
import { text } from "node:stream/consumers";
import { Trouble } from "./trouble.ts";

/** A page as a proxy would fetch it: from an address inside, under the host a visitor typed. `fetch` sends no such host. */
export function pageAt(url: string, host: string, timeoutMs = 10_000): Promise<{ status: number; text: string }> {
  return new Promise((resolve, reject) => {
    const fail = (error: Error) => reject(new Trouble(`${host} does not answer: ${error.message}`));
    const asked = request(url, { headers: { host }, signal: AbortSignal.timeout(timeoutMs) }, (answer) => {
      text(answer).then((content) => resolve({ status: answer.statusCode ?? 0, text: content }), fail);
    });
    asked.on("error", fail);
    asked.end();
  });
}
