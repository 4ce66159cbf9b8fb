import type { Suggestion } from "@mechanicbuddy/contract/assistant";
import { notFound, Refusal } from "@mechanicbuddy/contract/problem";
import { type Context, inTransaction, may, mustHold } from "@mechanicbuddy/platform/context";
import * as audit from "../audit/audit.ts";
import { forecast } from "../jobs/forecast.ts";
import * as jobs from "../jobs/jobs.ts";
import * as lines from "../jobs/lines.ts";
import { addNote } from "../work-orders/lifecycle.ts";
import { type DraftLine, textOf, titleOf } from "./draft.ts";
import * as store from "./store.ts";
import * as treeRuns from "./tree-runs.ts";

type Stored = store.StoredSuggestion;

export async function list(ctx: Context, workOrderId: string): Promise<Suggestion[]> {
  const [found, { secondPerson }] = await Promise.all([store.suggestions(ctx, workOrderId), store.findSettings(ctx)]);
  return Promise.all(
    found.map(async (each) => ({ ...shown(each, secondPerson), preview: await previewOf(ctx, each) })),
  );
}

/** What accepting would add; whoever may not see prices sees the lines and what of them is on the shelf. */
async function previewOf(ctx: Context, { kind, status, payload, workOrderId }: Stored): Promise<Suggestion["preview"]> {
  if (kind !== "job_lines" || status !== "proposed") return null;
  const { cannedJobId, lines: drafted = [] } = payload as JobDraft;
  // Of a canned job comes what the catalogue says, and the draft's own lines behind it.
  const bodies = await Promise.all(drafted.map((line) => bodyFor(ctx, line)));
  const found = await forecast(ctx, workOrderId, { cannedJobId, lines: bodies }).catch((error: unknown) => {
    if (error instanceof Refusal && error.code === "invalid") return undefined;
    throw error;
  });
  if (found === undefined) return null;
  const { netCents, vatCents, totalCents } = found.totals;
  if (may(ctx, "prices.read")) return { lines: found.lines, netCents, vatCents, totalCents };
  return { lines: found.lines.map(({ grossCents: _, ...line }) => line) };
}

/**
 * Does what is proposed by the ordinary operation, in the rights of whoever accepts. Prices are the workshop's own,
 * whatever the proposal says of them. Accepting again gives the first result back.
 */
export function accept(ctx: Context, id: string, edited: string | undefined): Promise<Suggestion> {
  return inTransaction(ctx, async (ctx) => {
    const found = await store.lockSuggestion(ctx, id);
    if (found === undefined) throw notFound();
    const { secondPerson } = await store.findSettings(ctx);
    if (found.status === "accepted" || found.status === "edited") return shown(found, secondPerson);
    refuseUndecidable(found);
    if (needsAnother(found, secondPerson) && found.askedBy === ctx.actor.userId) {
      throw new Refusal("forbidden", "A second person has to accept this: it concerns work that endangers people.");
    }
    const resultId = await perform(ctx, found, edited);
    const wasEdited = edited !== undefined && edited !== bodyOf(found);
    const diff = wasEdited ? { before: bodyOf(found), after: edited } : null;
    await store.decide(ctx, id, { status: wasEdited ? "edited" : "accepted", resultId, diff });
    audit.record(ctx, {
      action: "assistant.accept",
      entityKind: "work_order",
      entityId: found.workOrderId,
      after: { suggestionId: id, kind: found.kind, resultId },
    });
    return shown((await store.lockSuggestion(ctx, id)) ?? found, secondPerson);
  });
}

export function reject(ctx: Context, id: string, reason: string | undefined): Promise<Suggestion> {
  return inTransaction(ctx, async (ctx) => {
    const found = await store.lockSuggestion(ctx, id);
    if (found === undefined) throw notFound();
    const { secondPerson } = await store.findSettings(ctx);
    if (found.status === "rejected") return shown(found, secondPerson);
    if (found.status !== "proposed") throw new Refusal("conflict", "This was decided already.");
    await store.decide(ctx, id, { status: "rejected", reason: reason ?? null });
    audit.record(ctx, {
      action: "assistant.reject",
      entityKind: "work_order",
      entityId: found.workOrderId,
      after: { suggestionId: id, kind: found.kind },
    });
    return shown((await store.lockSuggestion(ctx, id)) ?? found, secondPerson);
  });
}

function refuseUndecidable({ status, stage }: Stored): void {
  if (status !== "proposed") throw new Refusal("conflict", "This was put away. Ask again for a new proposal.");
  if (stage === "invoiced" || stage === "cancelled") {
    throw new Refusal("conflict", `The order is ${stage} by now; nothing can be added to it.`);
  }
}

async function perform(ctx: Context, found: Stored, edited: string | undefined): Promise<string> {
  const { kind, payload, workOrderId } = found;
  if (kind === "job_lines") {
    mustHold(ctx, "work.write", "Adding a job needs the right to change orders.");
    const { cannedJobId, title, complaint, lines: drafted = [] } = payload as JobDraft;
    const body =
      cannedJobId === undefined ? { title: title ?? "", complaint: edited ?? complaint ?? null } : { cannedJobId };
    const { id } = await jobs.add(ctx, workOrderId, body);
    for (const line of drafted) await lines.add(ctx, id, await bodyFor(ctx, line));
    return id;
  }
  if (kind === "tree_run") {
    mustHold(ctx, "work.perform", "Testing under an order needs the right to work on it.");
    return (await treeRuns.start(ctx, workOrderId, (payload as { tree?: string }).tree ?? "")).id;
  }
  mustHold(ctx, "work.perform", "Noting something on an order needs the right to work on it.");
  return (await addNote(ctx, workOrderId, edited ?? bodyOf(found) ?? found.rationale)).id;
}

interface JobDraft {
  cannedJobId?: string;
  title?: string;
  complaint?: string;
  lines?: DraftLine[];
}

/** A line at the workshop's own price: the part's, or the labour rate. What the draft says of money is not read. */
async function bodyFor(ctx: Context, { kind, catalogueId, description, quantity, hours }: DraftLine) {
  const partId = kind === "part" ? await store.findPart(ctx, catalogueId) : undefined;
  const amount = kind === "labour" ? (hours ?? quantity) : quantity;
  const body = { kind, description: description.slice(0, 300), quantity: String(Math.round(amount * 1000) / 1000) };
  return partId === undefined ? body : { ...body, partId };
}

const needsAnother = ({ hazards }: Stored, secondPerson: readonly string[]) =>
  hazards.some((hazard) => secondPerson.includes(hazard));

/** The text that would be written; null where a job or a tree brings its own. */
const bodyOf = ({ kind, payload }: Stored): string | null => textOf(kind, payload);

function shown(found: Stored, secondPerson: readonly string[]): Suggestion {
  const { payload, askedBy: _, stage: __, ...rest } = found;
  return {
    ...rest,
    title: titleOf(found.kind, payload),
    body: bodyOf(found),
    preview: null,
    needsSecondPerson: found.status === "proposed" && needsAnother(found, secondPerson),
  };
}
