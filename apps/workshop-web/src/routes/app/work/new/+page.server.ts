import { decodeVin } from "@mechanicbuddy/contract/vehicles";
import { intake, lookUp } from "@mechanicbuddy/contract/work-orders";
import { redirect } from "@sveltejs/kit";
import { customerNamed, sortTyped, usualPromise } from "#lib/intake/typed.ts";
import { api } from "#lib/server/api.ts";
import type { FormReader } from "#lib/server/form-reader.ts";
import { responsibleChoices } from "#lib/server/people-choices.ts";
import { submit } from "#lib/server/submit.ts";
import { fromLocal, toLocal } from "#lib/zoned.ts";
import type { Actions, PageServerLoad } from "./$types";

export const load: PageServerLoad = async (event) => {
  const q = event.url.searchParams.get("q")?.trim() ?? "";
  const me = await event.locals.me();
  const typed = sortTyped(q);
  const [found, decoded, responsibles] = await Promise.all([
    q === "" ? { items: [] } : api(event)(lookUp, { query: { q } }),
    typed.vin === "" ? undefined : api(event)(decodeVin, { params: { vin: typed.vin } }),
    responsibleChoices(event),
  ]);
  const pick = event.url.searchParams.get("pick");
  const exact = found.items.filter((item) => item.exact);
  const chosen =
    pick === null && exact.length === 1
      ? exact[0]
      : found.items.find((item) => pick !== null && pick === (item.vehicle?.id ?? item.customer?.id));
  return {
    q,
    typed,
    decoded,
    found: found.items,
    chosen,
    responsibles,
    promise: usualPromise(toLocal(new Date(), me.workshop.timeZone)),
  };
};

/** What is new about the car; undefined when it was found. */
function vehicleOf(form: FormReader) {
  if (form.optional("vehicleId") !== undefined) return undefined;
  const facts = {
    plate: form.optional("plate"),
    vin: form.optional("vin"),
    make: form.optional("make"),
    model: form.optional("model"),
  };
  return Object.values(facts).some((value) => value !== undefined) ? facts : undefined;
}

function customerOf(form: FormReader) {
  const name = form.optional("name");
  if (form.optional("customerId") !== undefined || name === undefined) return undefined;
  return { ...customerNamed(name), phone: form.optional("phone") };
}

export const actions: Actions = {
  open: (event) =>
    submit(event, async (form) => {
      const { workshop } = await event.locals.me();
      const order = await api(event)(intake, {
        idempotencyKey: form.key,
        body: {
          vehicleId: form.optional("vehicleId"),
          customerId: form.optional("customerId"),
          vehicle: vehicleOf(form),
          customer: customerOf(form),
          order: {
            concern: form.nullable("concern"),
            keyTag: form.nullable("keyTag"),
            responsibleId: form.nullable("responsibleId"),
            odometerIn: form.integer("odometerIn") ?? null,
            promisedAt: fromLocal(form.text("promise"), workshop.timeZone) ?? null,
            source: "counter",
          },
          reviveJobIds: form.all("revive"),
          acceptWarnings: form.acceptWarnings,
        },
      });
      redirect(303, `/app/work/${order.id}${form.checked("quote") ? "/estimate" : ""}`);
    }),
};
