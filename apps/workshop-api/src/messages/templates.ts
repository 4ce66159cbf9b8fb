import {
  type listMessageTemplates,
  type MessageTemplate,
  ownTemplateKinds,
  type saveMessageTemplate,
  type tryMessageTemplate,
} from "@mechanicbuddy/contract/messages";
import { invalid, Refusal } from "@mechanicbuddy/contract/problem";
import type { Input } from "@mechanicbuddy/contract/route";
import { type Context, inTransaction } from "@mechanicbuddy/platform/context";
import * as audit from "../audit/audit.ts";
import { fill, refuseUnknown, type Variables, variablesOf } from "./template.ts";
import * as store from "./templates-store.ts";
import { wordingOf } from "./words/words.ts";

type Kind = MessageTemplate["kind"];
type Language = MessageTemplate["language"];

/** All texts of one language: the workshop's own where it has some, else the product's. */
export async function list(
  ctx: Context,
  { language }: Input<typeof listMessageTemplates>["query"],
): Promise<{ items: MessageTemplate[] }> {
  const own = await store.list(ctx, language);
  return {
    items: ownTemplateKinds.map((kind) =>
      presented(
        kind,
        language,
        own.find((row) => row.kind === kind),
      ),
    ),
  };
}

function presented(kind: Kind, language: Language, own: store.OwnWording | undefined): MessageTemplate {
  const usual = wordingOf(kind, language);
  const { subject, body } = own ?? usual;
  return { kind, language, subject, body, version: own?.version ?? null, usual, variables: [...variablesOf[kind]] };
}

/** Saves the workshop's own words of a kind, or lets go of them. */
export function save(ctx: Context, input: Input<typeof saveMessageTemplate>["body"]): Promise<MessageTemplate> {
  const { kind, language, subject, body, version } = input;
  if ((subject === undefined) !== (body === undefined)) {
    throw invalid(subject === undefined ? { subject: "Enter a subject." } : { body: "Enter a text." });
  }
  return inTransaction(ctx, async (ctx) => {
    const before = await store.find(ctx, kind, language);
    if (before?.version !== version) {
      const current = presented(kind, language, before);
      throw new Refusal("conflict", "Somebody changed this text in the meantime.", { current });
    }
    if (subject === undefined || body === undefined) {
      await store.remove(ctx, kind, language);
    } else {
      refuseUnknown(subject, "subject", variablesOf[kind]);
      refuseUnknown(body, "body", variablesOf[kind]);
      await store.save(ctx, { kind, language, subject, body });
    }
    const after = await store.find(ctx, kind, language);
    audit.record(ctx, {
      action: after === undefined ? "template.reset" : "template.update",
      entityKind: "template",
      entityId: (after ?? before)?.id ?? ctx.requestId,
      before: before === undefined ? undefined : { kind, language, subject: before.subject, body: before.body },
      after: after === undefined ? undefined : { kind, language, subject: after.subject, body: after.body },
    });
    return presented(kind, language, after);
  });
}

/** Made-up values of one visit. */
const sample: Required<Variables> = {
  customerName: "Mari Tamm",
  userName: "mari",
  workshopName: "",
  documentNumber: "2026-00042",
  orderNumber: "1042",
  invoiceNumber: "2026-00041",
  vehicle: "Volkswagen Golf 2016",
  plate: "123 ABC",
  total: "248.00",
  amount: "100.00",
  dueOn: "2026-12-07",
  paidOn: "2026-11-23",
  validUntilOn: "2026-12-23",
  reason: "Wrong customer",
  count: "3",
  link: "",
};

/** The text as a customer would read it. Nothing is saved. */
export function trial(
  ctx: Context,
  { kind, subject, body }: Input<typeof tryMessageTemplate>["body"],
  workshopName: string,
): { subject: string; body: string } {
  refuseUnknown(subject, "subject", variablesOf[kind]);
  refuseUnknown(body, "body", variablesOf[kind]);
  const variables = { ...sample, workshopName, link: `${ctx.tenant.publicUrl}/…` };
  return { subject: fill(subject, variables, "subject").slice(0, 200), body: fill(body, variables, "body") };
}
