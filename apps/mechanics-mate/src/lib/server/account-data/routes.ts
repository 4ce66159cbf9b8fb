import * as contract from "@mechanicbuddy/contract/mate/account";
import { Answer, type Entry, handle } from "../http/api.ts";
import * as data from "./account-data.ts";

export const accountDataRoutes: readonly Entry[] = [
  handle(contract.exportAccount, async (ctx) => {
    const headers = {
      "content-type": "application/zip",
      "content-disposition": 'attachment; filename="mechanics-mate.zip"',
      "cache-control": "no-store",
    };
    return new Answer(new Response(new Uint8Array(await data.exported(ctx)), { headers }));
  }),
  handle(contract.closeAccount, async (ctx, { body }) => ({
    success: true as const,
    ...(await data.close(ctx, body.password)),
  })),
];
