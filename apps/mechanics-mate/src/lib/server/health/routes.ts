import * as contract from "@mechanicbuddy/contract/mate/health";
import { Answer, type Entry, handle } from "../http/api.ts";
import * as health from "./health.ts";

const reply = (body: unknown, isWell: boolean) =>
  new Answer(Response.json(body, { status: isWell ? 200 : 503, headers: { "cache-control": "no-store" } }));

export const healthRoutes: readonly Entry[] = [
  handle(contract.live, async () => ({ status: "live" as const })),
  handle(contract.ready, async (ctx) => {
    const { missing } = await ctx.site.health.state();
    return reply({ status: missing.length === 0 ? "ready" : "not ready", missing }, missing.length === 0);
  }),
  handle(contract.health, async (ctx) => {
    const report = await health.report(ctx);
    return reply(report, report.status === "ok");
  }),
  handle(contract.metrics, async (ctx, { request }) => {
    const text = await health.numbers(ctx, request.headers.get("authorization"));
    return new Answer(new Response(text, { headers: { "content-type": "text/plain; version=0.0.4" } }));
  }),
];
