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

/** What was changed, in words; the audit log has the details. */
function changeWords(action: string): string {
  const words: Record<string, () => string> = {
    "job.add": () => m["order.change.jobAdd"](),
    "job.update": () => m["order.change.jobUpdate"](),
    "job.delete": () => m["order.change.jobDelete"](),
    "job.result": () => m["order.change.jobResult"](),
    "line.add": () => m["order.change.lineAdd"](),
    "line.update": () => m["order.change.lineUpdate"](),
    "line.delete": () => m["order.change.lineDelete"](),
    "line.part-status": () => m["order.change.partStatus"](),
  };
  return words[action]?.() ?? m["order.change.other"]();
}

/** One sentence for what happened. */
export function eventWords(kind: string, subject: string | null): string {
  const of = { subject: subject ?? "" };
  const words: Record<string, () => string> = {
    opened: () => m["order.event.opened"](),
    moved: () => m["order.event.moved"](of),
    note: () => m["order.event.note"](),
    estimate: () => m["order.event.estimate"](of),
    decision: () => m["order.event.decision"](of),
    invoice: () => m["order.event.invoice"](of),
    payment: () => m["order.event.payment"](of),
    message: () => m["order.event.message"](of),
    change: () => changeWords(of.subject),
    stage: () => m["order.event.stage"](of),
  };
  return words[kind]?.() ?? of.subject;
}
