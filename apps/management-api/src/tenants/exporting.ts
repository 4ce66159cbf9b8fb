import { Readable } from "node:stream";
import type { ReadableStream } from "node:stream/web";
import { getTenantExport, startTenantExport } from "@mechanicbuddy/contract/internal";
import { Refusal } from "@mechanicbuddy/contract/problem";
import { File } from "@mechanicbuddy/platform/http/reply";
import { record } from "../audit/audit.ts";
import { type Context, inTransaction } from "../context.ts";
import * as instances from "../instances/instances.ts";
import * as links from "../links/links.ts";
import { queueToOwners } from "../mails/mails.ts";

const DAYS = 30;

/** Has everything packed and mails the link to the owners. */
export async function begin(ctx: Context, id: string): Promise<void> {
  const instance = await mustHave(ctx, id);
  const { export: archive } = await outside(ctx, id, () =>
    instances.callInstance(ctx, instance, startTenantExport, { params: { id }, body: {} }, 10_000),
  );
  await inTransaction(ctx, async (ctx) => {
    const exportToken = await links.make(ctx, {
      purpose: "export",
      data: { tenant: id, export: archive },
      hours: DAYS * 24,
    });
    const until = new Date(ctx.now().getTime() + DAYS * 86_400_000).toISOString().slice(0, 10);
    await queueToOwners(ctx, id, "export-ready", { until, exportToken }, `export:${archive}`);
    await record(ctx, { action: "tenant.export", tenant: id });
  });
}

/** The archive, passed on as the instance sends it. */
export async function download(ctx: Context, token: string): Promise<File> {
  const { data } = await links.read(ctx, "export", token);
  const { tenant, export: known } = data as { tenant: string; export?: string };
  const instance = await mustHave(ctx, tenant);
  const archive =
    known ??
    (
      await outside(ctx, tenant, () =>
        instances.callInstance(ctx, instance, startTenantExport, { params: { id: tenant }, body: {} }, 10_000),
      )
    ).export;
  const answer = await outside(ctx, tenant, () =>
    instances.fetchFromInstance(ctx, instance, getTenantExport, { params: { id: tenant, export: archive } }),
  );
  await record(ctx, { action: "tenant.download", tenant });
  const bytes = Readable.fromWeb(answer.body as ReadableStream);
  return new File({ bytes, mediaType: "application/zip", name: `${tenant}.zip`, inline: false });
}

async function mustHave(ctx: Context, id: string) {
  const instance = await instances.findOf(ctx, id);
  if (instance === undefined) throw links.gone();
  return instance;
}

async function outside<T>(ctx: Context, tenant: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!instances.isOutside(error)) throw error;
    ctx.log.info({ tenant, err: error }, "an archive is not there yet");
    throw new Refusal("unavailable", "The archive is still being packed. Try again in a few minutes.", {
      retryAfter: 60,
    });
  }
}
