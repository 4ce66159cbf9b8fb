import { isPrivateAddress } from "@mechanicbuddy/assistant/providers/private-address";
import type { SiteFacts } from "@mechanicbuddy/contract/mate/facts";
import { keptDaysWithoutPlan, matePlans } from "@mechanicbuddy/contract/mate/plans";
import { hasBilling } from "../../../server/billing-config.ts";
import type { MateVariables } from "../../../server/config.ts";
import { keptAfterClosingDays } from "../account-data/account-data.ts";
import { termsVersion } from "../accounts/accounts.ts";
import type { MateContext } from "../context.ts";
import * as logs from "../logs/logs.ts";
import { endedDays, eventDays } from "../retention/retention.ts";

/** What privacy and terms say of this server: the same values its code obeys. */
export function facts({ site: { config } }: MateContext): SiteFacts {
  const compatible = config.ASSISTANT_BASE_URL ?? config.OPENAI_BASE_URL;
  const isOwn = compatible !== undefined && isPrivateAddress(compatible);
  return {
    termsVersion,
    processors: processorsOf(config, isOwn ? undefined : compatible),
    ownModel: isOwn,
    kept: {
      withoutPlan: keptDaysWithoutPlan,
      byPlan: Object.values(matePlans).map(({ id, keptDays }) => ({ planId: id, days: keptDays })),
      answerEvents: eventDays,
      endedSessions: endedDays,
      logs: logs.keptDays,
      closedAccount: keptAfterClosingDays,
    },
  };
}

function processorsOf(config: MateVariables, modelUrl: string | undefined): SiteFacts["processors"] {
  const models = [
    ...(config.ANTHROPIC_API_KEY === undefined ? [] : ["Anthropic"]),
    ...(modelUrl === undefined ? [] : [new URL(modelUrl).hostname]),
  ];
  return [
    ...models.map((name) => ({ purpose: "models" as const, name })),
    ...(hasBilling(config) ? [{ purpose: "payments" as const, name: "Stripe" }] : []),
    ...(config.SENTRY_DSN === undefined ? [] : [{ purpose: "errors" as const, name: "Sentry" }]),
  ];
}
