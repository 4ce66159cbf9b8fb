import { getAuditSummary, listAudit, verifyAudit } from "@mechanicbuddy/contract/audit";
import { invalid } from "@mechanicbuddy/contract/problem";
import type { App } from "@mechanicbuddy/platform/http/app";
import { handle } from "@mechanicbuddy/platform/http/handle";
import * as audit from "./audit.ts";
import { verify } from "./chain.ts";
import { summary } from "./summary.ts";

export function auditRoutes(app: App): void {
  handle(app, listAudit, async (ctx, { query }) => {
    if (query.from !== undefined && query.to !== undefined && query.from > query.to) {
      throw invalid({ to: "The end lies before the start." });
    }
    return audit.list(ctx, query);
  });
  handle(app, getAuditSummary, (ctx, { query }) => summary(ctx, query.days ?? 7));
  handle(app, verifyAudit, (ctx) => verify(ctx));
}
