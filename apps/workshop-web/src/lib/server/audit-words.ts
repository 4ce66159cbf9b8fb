import type { AuditEntry } from "@mechanicbuddy/contract/audit";
import type { Me } from "@mechanicbuddy/contract/identity";
import { formats } from "#lib/format.ts";
import { m } from "#lib/paraglide/messages.js";

const words = m as unknown as Record<string, (() => string) | undefined>;

/** `user.sign-out` → `user_sign_out`: message names hold letters and underscores. */
export const actionKey = (action: string) => `audit.action.${action.replace(/[^a-z]+/g, "_")}`;

const kinds = [
  "customer",
  "vehicle",
  "work_order",
  "job",
  "line",
  "estimate",
  "invoice",
  "payment",
  "message",
  "part",
  "storage",
  "supplier",
  "canned_job",
  "labour_rate",
  "due_item",
  "board_status",
  "employee",
  "user",
  "settings",
  "template",
  "requisites",
  "tax_rate",
  "number_series",
  "payment_method",
  "file",
  "workshop",
  "support",
] as const;
export const auditKinds = () => kinds.map((value) => ({ value, label: m[`audit.kind.${value}`]() }));

const places: Record<string, string> = {
  customer: "/app/customers",
  vehicle: "/app/vehicles",
  work_order: "/app/work",
  invoice: "/app/invoices",
  part: "/app/parts",
  message: "/app/messages",
};

export interface Change {
  field: string;
  before: string | undefined;
  after: string | undefined;
}

/** An entry as the page shows it: words, who, a link to the thing, and what changed. */
export function auditRow(entry: AuditEntry, workshop: Me["workshop"]) {
  const { id, at, action, actorKind, actor, entityKind, entityId, requestId } = entry;
  const path = places[entityKind];
  const deleted = action.endsWith(".delete");
  return {
    id,
    iso: at,
    when: formats(workshop).time(at),
    who: actor ?? words[`audit.actor.${actorKind}`]?.() ?? actorKind,
    what: words[actionKey(action)]?.() ?? action,
    kind: words[`audit.kind.${entityKind}`]?.() ?? entityKind,
    href: path && entityId && !deleted ? `${path}/${entityId}` : undefined,
    changes: changesOf(entry, workshop),
    requestId,
  };
}

function changesOf({ before, after }: AuditEntry, workshop: Me["workshop"]): Change[] {
  const write = valueWriter(workshop);
  const fields = new Set([...Object.keys(before ?? {}), ...Object.keys(after ?? {})]);
  const isChange = before !== null && after !== null;
  return [...fields]
    .filter((field) => isChange || !namesOthers(before?.[field] ?? after?.[field]))
    .map((field) => ({
      field: fieldWords(field),
      before: before === null ? undefined : write(field, before[field]),
      after: after === null ? undefined : (another(before?.[field], after[field]) ?? write(field, after[field])),
    }));
}

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Ids say nothing to people; only that something else was chosen does. */
const namesOthers = (value: unknown): boolean =>
  Array.isArray(value) ? value.length > 0 && value.every(namesOthers) : typeof value === "string" && uuid.test(value);

const another = (before: unknown, after: unknown) =>
  namesOthers(before) && namesOthers(after) ? m["audit.value.another"]() : undefined;

/** `unitPriceCents` → "unit price", `customerId` → "customer": fields are named as the API names them, in words. */
export function fieldWords(field: string): string {
  return field
    .replace(/(Cents|_cents|Ids?|_ids?)$/, "")
    .replace(/([a-z])([A-Z])/g, "$1 $2")
    .replaceAll("_", " ")
    .toLowerCase();
}

const time = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d/;

function valueWriter(workshop: Me["workshop"]): (field: string, value: unknown) => string {
  const f = formats(workshop);
  return (field, value) => {
    const isNothing = value === null || value === undefined || value === "" || (Array.isArray(value) && !value.length);
    if (isNothing) return m["audit.value.none"]();
    if (namesOthers(value)) return m["audit.value.chosen"]();
    if (typeof value === "boolean") return value ? m["audit.value.yes"]() : m["audit.value.no"]();
    if (typeof value === "number" && /cents$/i.test(field)) return f.money(value);
    if (typeof value === "string" && time.test(value)) return f.time(value);
    return typeof value === "object" ? JSON.stringify(value) : String(value);
  };
}
