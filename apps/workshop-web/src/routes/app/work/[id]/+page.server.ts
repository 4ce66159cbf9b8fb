import { listCannedJobs } from "@mechanicbuddy/contract/catalogue";
import { listEstimates } from "@mechanicbuddy/contract/estimates";
import {
  captionWorkOrderFile,
  hangOnWorkOrder,
  listWorkOrderFiles,
  removeWorkOrderFile,
} from "@mechanicbuddy/contract/files";
import { listEmployees } from "@mechanicbuddy/contract/people";
import { listTaxRates } from "@mechanicbuddy/contract/settings";
import { listDeclinedWork, listDueItems } from "@mechanicbuddy/contract/vehicles";
import { getWorkOrder, listBoardStatuses, listGates, listTimeline } from "@mechanicbuddy/contract/work-orders";
import { api } from "#lib/server/api.ts";
import { fileActions } from "#lib/server/file-actions.ts";
import { jobActions } from "#lib/server/order/job-actions.ts";
import { lineActions } from "#lib/server/order/line-actions.ts";
import { orderActions } from "#lib/server/order/order-actions.ts";
import { toLocal } from "#lib/zoned.ts";
import type { Actions, PageServerLoad } from "./$types";

/** What comes due within so many days is worth a word while the car is here. */
const dueSoonMs = 30 * 86_400_000;

export const load: PageServerLoad = async (event) => {
  const { params } = event;
  // Lines save one by one; each reloads this page's data, and nothing of the shell around it.
  event.depends("order:page");
  const call = api(event);
  const { permissions, workshop } = await event.locals.me();
  const may = (permission: (typeof permissions)[number]) => permissions.includes(permission);
  const isBuilding = may("work.write");
  const [order, timeline, statuses, estimates, files, gates, rates, people] = await Promise.all([
    call(getWorkOrder, { params }),
    call(listTimeline, { params }),
    call(listBoardStatuses),
    call(listEstimates, { params }),
    call(listWorkOrderFiles, { params }),
    call(listGates, { params }),
    may("settings.read") ? call(listTaxRates) : undefined,
    isBuilding ? call(listEmployees, { query: { active: true, limit: 100 } }) : undefined,
  ]);
  const vehicle = order.vehicle ?? undefined;
  const [canned, declined, due] = await Promise.all([
    isBuilding ? call(listCannedJobs, { query: { limit: 100, vehicleId: vehicle?.id } }) : undefined,
    vehicle && order.declinedBefore > 0 ? call(listDeclinedWork, { params: vehicle }) : undefined,
    vehicle && order.stage !== "cancelled" ? call(listDueItems, { params: vehicle }) : undefined,
  ]);
  const soon = toLocal(new Date(Date.now() + dueSoonMs), workshop.timeZone).slice(0, 10);
  return {
    order,
    timeline: timeline.items,
    statuses: statuses.items
      .filter((status) => status.archivedAt === null)
      .map(({ id, name, category }) => ({ id, name, category })),
    estimates: estimates.items,
    files: files.items,
    gates: gates.items.filter(({ open }) => open),
    rates: (rates?.items ?? []).map(({ id, name, percent, category }) => ({ id, label: name, percent, category })),
    canned: (canned?.items ?? []).map(({ id, title, totalCents, fitsVehicle }) => ({
      id,
      title,
      totalCents,
      fitsVehicle,
    })),
    declined: (declined?.items ?? []).filter((job) => job.workOrderId !== order.id),
    due: (due?.items ?? [])
      .filter(({ nextDueOn }) => nextDueOn !== null && nextDueOn <= soon)
      .map(({ id, title, nextDueOn }) => ({ id, title, nextDueOn })),
    people: (people?.items ?? []).map(({ id, name }) => ({ id, name })),
  };
};

const photos = fileActions({
  hang: (event, body) => api(event)(hangOnWorkOrder, { params: { id: event.params.id ?? "" }, body }),
  caption: (event, fileId, body) =>
    api(event)(captionWorkOrderFile, { params: { id: event.params.id ?? "", fileId }, body }),
  remove: (event, fileId) => api(event)(removeWorkOrderFile, { params: { id: event.params.id ?? "", fileId } }),
});

export const actions: Actions = { ...orderActions, ...jobActions, ...lineActions, ...photos };
