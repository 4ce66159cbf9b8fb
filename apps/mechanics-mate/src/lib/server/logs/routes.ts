import * as contract from "@mechanicbuddy/contract/mate/logs";
import { Answer, type Entry, handle } from "../http/api.ts";
import * as logs from "./logs.ts";

export const logRoutes: readonly Entry[] = [
  handle(contract.listLogs, async (ctx, { query }) => {
    const { cursor, limit, ...filters } = query;
    const [page, summary] = await Promise.all([logs.list(ctx, filters, { cursor, limit }), logs.summary(ctx)]);
    return { ...page, summary };
  }),
  handle(contract.listLogsOfUser, (ctx, { params, query }) => logs.list(ctx, { userId: params.userId }, query)),
  handle(contract.getLog, (ctx, { params }) => logs.get(ctx, params.id)),
  handle(contract.logSummary, (ctx, { query }) => logs.summary(ctx, query.hours)),
  handle(contract.logsByType, (ctx, { query }) => logs.countBy(ctx, "log_type", query.hours)),
  handle(contract.logsBySeverity, (ctx, { query }) => logs.countBy(ctx, "severity", query.hours)),
  handle(contract.recentErrors, (ctx, { query }) => logs.recentErrors(ctx, query.limit)),
  handle(contract.exportLogs, async (ctx, { query }) => {
    const headers = {
      "content-type": "text/csv; charset=utf-8",
      "content-disposition": 'attachment; filename="application-logs.csv"',
      "cache-control": "no-store",
    };
    return new Answer(new Response(await logs.exported(ctx, query), { headers }));
  }),
  handle(contract.cleanUpLogs, async (ctx, { query }) => ({ deleted: await logs.cleanUpBy(ctx, query.days) })),
  handle(contract.reportError, async (ctx, { body }) => {
    await logs.reportError(ctx, body);
    return { accepted: true as const };
  }),
];
