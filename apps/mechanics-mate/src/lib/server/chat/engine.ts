import { type AllowanceUse, createEngine, type Engine } from "@mechanicbuddy/assistant/engine";
import type { AssistantSettings } from "@mechanicbuddy/assistant/settings";
import { newId } from "@mechanicbuddy/platform/id";
import { observeAnswer } from "@mechanicbuddy/platform/metrics";
import { accountOf, inTransaction, type MateContext, type Site } from "../context.ts";
import * as conversations from "../conversations/conversations.ts";
import * as mail from "../mail/mail.ts";
import * as switches from "../switches/switches.ts";
import { siteHost } from "./host.ts";

/** The engine of the site: models that are configured, and always our own tables behind them. */
export function openEngine({ providers, prices, small }: AssistantSettings, now: () => Date): Engine<MateContext> {
  return createEngine({
    host: siteHost,
    providers,
    switches: { models: async (ctx) => !(await switches.current(ctx.db)).modelsOff },
    prices,
    now,
    newId,
    observe: observeAnswer,
    nearlyUsedUp,
    small,
    titled: (ctx, id, title) => conversations.nameAfterAnswer(ctx, id, title),
  });
}

/** Whoever an allowance belongs to hears of it once: a person by mail, the operator by the log that alerts read. */
async function nearlyUsedUp(ctx: MateContext, { scope, periodEnd }: AllowanceUse): Promise<void> {
  const { site } = ctx;
  if (scope === "account") {
    const { email, userId } = accountOf(ctx);
    const values = { until: periodEnd.toISOString().slice(0, 10), link: new URL("/billing", site.origins[0]).href };
    await inTransaction(ctx, (ctx) => mail.queue(ctx, { kind: "answers_nearly_used", to: email, userId, values }));
  } else if (scope !== "account-day") {
    const title = "Four fifths of a cap on models are used";
    site.logs.write({ logType: "warning", severity: "warning", title, metadata: { scope } });
  }
}

/** A context of background work that looks after everybody's answers. */
export const answeringContext = (site: Site): MateContext => ({
  site,
  db: site.database.shared,
  now: site.now,
  log: site.log,
  requestId: "answering",
  caller: { ip: "", ipBlock: "", userAgent: null, isSecure: true, cookies: new Map() },
  purpose: "answering",
  setCookies: [],
  transactional: false,
});
