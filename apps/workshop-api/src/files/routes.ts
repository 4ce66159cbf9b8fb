import { getFile } from "@mechanicbuddy/contract/files";
import type { App } from "@mechanicbuddy/platform/http/app";
import { handle } from "@mechanicbuddy/platform/http/handle";
import { File } from "@mechanicbuddy/platform/http/reply";
import * as files from "./files.ts";

/** Browsers show these by themselves; anything else is saved. */
const shownInline = new Set(["image/png", "image/jpeg", "image/webp", "image/gif", "application/pdf"]);

export function fileRoutes(app: App): void {
  handle(app, getFile, async (ctx, { params }) => {
    const file = await files.show(ctx, params.id);
    return new File({ ...file, inline: shownInline.has(file.mediaType) });
  });
}
