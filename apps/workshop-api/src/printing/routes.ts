import { getJobCardPdf } from "@mechanicbuddy/contract/work-orders";
import type { App } from "@mechanicbuddy/platform/http/app";
import { handle } from "@mechanicbuddy/platform/http/handle";
import { File } from "@mechanicbuddy/platform/http/reply";
import { jobCard } from "./job-card.ts";

export function printingRoutes(app: App): void {
  handle(app, getJobCardPdf, async (ctx, { params }) => {
    const { bytes, name } = await jobCard(ctx, params.id);
    return new File({ bytes, name, mediaType: "application/pdf" });
  });
}
