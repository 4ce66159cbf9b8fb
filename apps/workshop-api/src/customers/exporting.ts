import type { CustomerExport, exportCustomer as exportRoute } from "@mechanicbuddy/contract/privacy";
import { notFound, Refusal } from "@mechanicbuddy/contract/problem";
import type { Input } from "@mechanicbuddy/contract/route";
import { type Context, inTransaction } from "@mechanicbuddy/platform/context";
import { newId } from "@mechanicbuddy/platform/id";
import { newToken } from "@mechanicbuddy/platform/keys";
import * as audit from "../audit/audit.ts";
import * as files from "../files/files.ts";
import * as messages from "../messages/messages.ts";
import { writeZip, type ZipEntry } from "../zip.ts";
import { getWhole } from "./customers.ts";
import * as store from "./export-store.ts";
import { anyErased } from "./store.ts";

const DAYS = 7;
const DAY_MS = 86_400_000;

/**
 * Packs everything about one person: their data as JSON, documents as PDF, photos. Whoever holds the link may fetch it for
 * seven days; it is mailed to the person where an address is given.
 */
export function exportCustomer(
  ctx: Context,
  customerId: string,
  { to }: Input<typeof exportRoute>["body"],
): Promise<CustomerExport> {
  return inTransaction(ctx, async (ctx) => {
    const customer = await getWhole(ctx, customerId);
    if (await anyErased(ctx, [customer.id])) {
      throw new Refusal("conflict", "This person was forgotten; nothing is left to hand over.");
    }
    const bytes = await packed(ctx, customer);
    const id = newId();
    const token = newToken();
    const name = `my-data-${ctx.now().toISOString().slice(0, 10)}.zip`;
    const owner = { kind: "customer_export", id };
    const file = await files.store(ctx, { bytes, mediaType: "application/zip", name, owner });
    const expiresAt = new Date(ctx.now().getTime() + DAYS * DAY_MS).toISOString();
    const row = { id, customerId: customer.id, token, fileId: file.id, recipient: to ?? null, expiresAt };
    await store.insert(ctx, row);
    const link = `${ctx.tenant.publicUrl}/x/${token}`;
    if (to !== undefined) {
      await messages.queue(ctx, {
        template: "data-export",
        language: customer.language,
        to: [to],
        about: { kind: "customer", id: customer.id },
        variables: { customerName: customer.name, link },
        customerId: customer.id,
      });
    }
    audit.record(ctx, {
      action: "customer.export",
      entityKind: "customer",
      entityId: customer.id,
      after: { sentTo: to ?? null, expiresAt },
      personal: ["sentTo"],
    });
    return { link, expiresAt, bytes: bytes.byteLength };
  });
}

async function packed(ctx: Context, customer: Awaited<ReturnType<typeof getWhole>>): Promise<Buffer> {
  const [everything, papers] = await Promise.all([
    store.everythingAbout(ctx, customer.id),
    store.papersAbout(ctx, customer.id),
  ]);
  const { version: _, handleWithCare, ...own } = customer;
  const data = { madeAt: ctx.now().toISOString(), customer: { ...own, handleWithCare }, ...everything };
  const entries: ZipEntry[] = [{ name: "data.json", bytes: Buffer.from(JSON.stringify(data, null, 2)) }];
  for (const { id, folder, name } of papers) {
    entries.push({ name: `${folder}/${name}`, bytes: (await files.read(ctx, id)).bytes });
  }
  return writeZip(entries);
}

/** The archive, for whoever holds its link. */
export async function open(ctx: Context, token: string): Promise<{ bytes: Buffer; name: string }> {
  const found = await store.findByToken(ctx, token);
  if (found === undefined) throw notFound();
  if (found.fileId === null) throw new Refusal("gone", "This link has expired. Ask the workshop for a new one.");
  return files.read(ctx, found.fileId);
}

/** Lets go of archives whose days are over. */
export function expire(ctx: Context): Promise<void> {
  return inTransaction(ctx, (ctx) => close(ctx));
}

/** Lets go of archives, all that are over or those of one person. */
export async function close(ctx: Context, customerId?: string): Promise<void> {
  for (const fileId of await store.close(ctx, customerId)) await files.free(ctx, fileId);
}
