import { listCannedJobs } from "@mechanicbuddy/contract/catalogue";
import { listEstimates } from "@mechanicbuddy/contract/estimates";
import { listEmployees } from "@mechanicbuddy/contract/people";
import { listTaxRates } from "@mechanicbuddy/contract/settings";
import { getWorkOrder, listBoardStatuses, listTimeline } from "@mechanicbuddy/contract/work-orders";
import { api } from "#lib/server/api.ts";
import { jobActions } from "#lib/server/order/job-actions.ts";
import { lineActions } from "#lib/server/order/line-actions.ts";
import { orderActions } from "#lib/server/order/order-actions.ts";
import type { Actions, PageServerLoad } from "./$types";

export const load: PageServerLoad = async (event) => {
  const { params } = event;
  const call = api(event);
  const { permissions } = await event.locals.me();
  const may = (permission: (typeof permissions)[number]) => permissions.includes(permission);
  const [order, timeline, statuses, estimates, rates, canned, people] = await Promise.all([
    call(getWorkOrder, { params }),
    call(listTimeline, { params }),
    call(listBoardStatuses),
    call(listEstimates, { params }),
    may("settings.read") ? call(listTaxRates) : undefined,
    may("work.write") ? call(listCannedJobs, { query: { limit: 50 } }) : undefined,
    call(listEmployees, { query: { active: true, limit: 100 } }),
  ]);
  return {
    order,
    timeline: timeline.items,
    statuses: statuses.items.filter((status) => status.archivedAt === null),
    estimates: estimates.items,
    rates: (rates?.items ?? []).map(({ id, name, percent, category }) => ({ id, label: name, percent, category })),
    canned: (canned?.items ?? []).map(({ id, title, totalCents, fitsVehicle }) => ({
      id,
      title,
      totalCents,
      fitsVehicle,
    })),
    mechanics: people.items.map(({ id, name }) => ({ id, name })),
  };
};

export const actions: Actions = { ...orderActions, ...jobActions, ...lineActions };
