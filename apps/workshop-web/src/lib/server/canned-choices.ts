import { type CannedJob, listLabourRates } from "@mechanicbuddy/contract/catalogue";
import { listTaxRates } from "@mechanicbuddy/contract/settings";
import type { RequestEvent } from "@sveltejs/kit";
import { api } from "./api.ts";
import { currentRates } from "./current-rates.ts";

/** What the rows of a canned job offer; what a line has now is offered even when it is archived or has ended. */
export async function cannedChoices(event: RequestEvent, lines: CannedJob["lines"] = []) {
  const call = api(event);
  const { permissions } = await event.locals.me();
  const [labour, taxes] = await Promise.all([
    call(listLabourRates),
    permissions.includes("settings.read") ? call(listTaxRates) : undefined,
  ]);
  const usedLabour = new Set(lines.map((line) => line.labourRateId));
  return {
    labourRates: labour.items
      .filter(({ id, archivedAt }) => archivedAt === null || usedLabour.has(id))
      .map(({ id, name }) => ({ value: id, label: name })),
    taxRates: currentRates(
      taxes?.items ?? [],
      lines.map((line) => line.taxRateId),
    ),
  };
}
