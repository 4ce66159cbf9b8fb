import { m } from "#lib/paraglide/messages.js";

/** Words for closed lists on an order. Written out one by one, so that unused ones are not shipped. */
export const unitWords = (): Record<string, string> => ({
  C62: m["order.unit.C62"](),
  HUR: m["order.unit.HUR"](),
  LTR: m["order.unit.LTR"](),
  MTR: m["order.unit.MTR"](),
  KGM: m["order.unit.KGM"](),
  SET: m["order.unit.SET"](),
});

export const stageWords = (): Record<string, string> => ({
  quote: m["order.stage.quote"](),
  order: m["order.stage.order"](),
  invoiced: m["order.stage.invoiced"](),
  cancelled: m["order.stage.cancelled"](),
});

export const saidWords = (): Record<string, string> => ({
  draft: m["order.said.draft"](),
  asked: m["order.said.asked"](),
  approved: m["order.said.approved"](),
  declined: m["order.said.declined"](),
  changed: m["order.said.changed"](),
  not_needed: m["order.said.not_needed"](),
});

export const partWords = (): Record<string, string> => ({
  needed: m["order.part.needed"](),
  ordered: m["order.part.ordered"](),
  arrived: m["order.part.arrived"](),
  installed: m["order.part.installed"](),
  returned: m["order.part.returned"](),
  dropped: m["order.part.dropped"](),
});

/** What the shelf says about a part that is needed. */
export const stockWords = (): Record<string, string> => ({
  enough: m["order.stock.enough"](),
  short: m["order.stock.short"](),
  on_order: m["order.stock.on_order"](),
});

/** How a decision was given; `link` is the customer's own, nobody records it. */
export const methodWords = (): Record<string, string> => ({
  phone: m["order.call.phone"](),
  in_person: m["order.call.in_person"](),
  email: m["order.call.email"](),
  sms: m["order.call.sms"](),
  link: m["order.call.byLink"](),
});

export const kindWords = (): Record<string, string> => ({
  repair: m["order.kind.repair"](),
  service: m["order.kind.service"](),
  diagnosis: m["order.kind.diagnosis"](),
  inspection: m["order.kind.inspection"](),
});

export const billingWords = (): Record<string, string> => ({
  customer: m["order.billing.customer"](),
  warranty: m["order.billing.warranty"](),
  internal: m["order.billing.internal"](),
});

/** The words of a list as the options of a field. */
export const optionsOf = (words: Record<string, string>) =>
  Object.entries(words).map(([value, label]) => ({ value, label }));
