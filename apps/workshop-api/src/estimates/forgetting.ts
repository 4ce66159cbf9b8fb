import { renderEstimate } from "@mechanicbuddy/documents/render";
import type { Context } from "@mechanicbuddy/platform/context";
import { sha256 } from "@mechanicbuddy/platform/keys";
import * as files from "../files/files.ts";
import type { FrozenEstimate } from "./frozen.ts";
import * as store from "./store.ts";

/**
 * Takes a person out of the estimates of their orders: an estimate is no fiscal document. Snapshot and PDF are made anew
 * without them; the hash of what was issued stays and goes on proving the decisions.
 * @param clean takes the person out of a text
 */
export async function forgetCustomer(
  ctx: Context,
  customerId: string,
  name: string,
  clean: (text: string) => string,
): Promise<void> {
  for (const { id, number, frozen, pdfFileId } of await store.listOfCustomer(ctx, customerId)) {
    const document = { ...frozen.document, buyer: frozen.document.buyer && { name, addressLines: [] } };
    const jobs = frozen.jobs.map((job) => ({ ...job, complaint: null }));
    const left = cleaned({ ...frozen, document, jobs }, clean);
    const pdf = await renderEstimate(left.document);
    const owner = { kind: "estimate", id };
    const file = await files.store(ctx, { bytes: pdf, mediaType: "application/pdf", name: `${number}.pdf`, owner });
    await store.overwrite(ctx, id, { ...left, pdfSha256: sha256(pdf).toString("hex") }, file.id);
    await files.free(ctx, pdfFileId);
  }
}

function cleaned(frozen: FrozenEstimate, clean: (text: string) => string): FrozenEstimate {
  return JSON.parse(JSON.stringify(frozen), (key, value: unknown) =>
    // The workshop's own lines name nobody but itself, and keys, dates and hashes hold no words.
    typeof value === "string" && ["title", "description", "cause", "correction", "name"].includes(key)
      ? clean(value)
      : value,
  );
}
