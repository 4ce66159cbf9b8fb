import { invalid, notFound, Refusal } from "@mechanicbuddy/contract/problem";
import type { Input } from "@mechanicbuddy/contract/route";
import type { moveWorkOrder, updateBoardStatus } from "@mechanicbuddy/contract/work-orders";
import { type Context, inTransaction } from "@mechanicbuddy/platform/context";
import { Json } from "@mechanicbuddy/platform/http/reply";
import * as audit from "../audit/audit.ts";
import { openGates, passGates } from "../work-orders/work-orders.ts";
import * as store from "./store.ts";

/** The board as the caller may see it: columns in their order, cards by promise. */
export async function getBoard(ctx: Context, mechanicId?: string): Promise<Json> {
  return new Json(await store.boardJson(ctx, mechanicId));
}

/**
 * Moves a car to another column; any move is allowed and recorded, to a ready one once the gates let it pass. Where the car already is,
 * nothing happens.
 */
export function move(
  ctx: Context,
  workOrderId: string,
  { statusId, acceptWarnings }: Input<typeof moveWorkOrder>["body"],
) {
  return inTransaction(ctx, async (ctx) => {
    const [moved, open] = await Promise.all([
      store.move(ctx, workOrderId, statusId),
      openGates(ctx, workOrderId, "ready"),
    ]);
    if (moved === undefined) throw notFound();
    const { fromStatusId, fromName, toName, category, archived, since } = moved;
    if (toName === null || archived)
      throw invalid({ statusId: "This column does not exist any more; reload the board." });
    if (category === "ready" && fromStatusId !== statusId) passGates(ctx, workOrderId, open, acceptWarnings);
    audit.record(ctx, {
      action: "work_order.move",
      entityKind: "work_order",
      entityId: workOrderId,
      before: { boardStatus: fromName },
      after: { boardStatus: toName },
    });
    return { boardStatus: { id: statusId, name: toName, category, since }, fromStatusId };
  });
}

/** Columns in their order, archived ones too. */
export async function listStatuses(ctx: Context): Promise<{ items: store.BoardStatus[] }> {
  return { items: await store.listStatuses(ctx) };
}

/** One column, archived or not. */
export async function getStatus(ctx: Context, id: string): Promise<store.BoardStatus> {
  const status = await store.findStatus(ctx, id);
  if (status === undefined) throw notFound();
  return status;
}

/** Adds a column at the end. */
export function createStatus(ctx: Context, input: store.StatusInput): Promise<store.BoardStatus> {
  return inTransaction(ctx, async (ctx) => {
    const status = await store.insertStatus(ctx, input);
    audit.record(ctx, {
      action: "board_status.create",
      entityKind: "board_status",
      entityId: status.id,
      after: status,
    });
    return status;
  });
}

/** Renames, recolours, moves, archives or restores a column. One with cars in it is not archived, nor is the last one. */
export function updateStatus(ctx: Context, id: string, body: Input<typeof updateBoardStatus>["body"]) {
  return inTransaction(ctx, async (ctx) => {
    const { version, position, archived, ...fields } = body;
    const [all, orders] = await Promise.all([store.lockStatuses(ctx), store.ordersIn(ctx, id)]);
    const before = all.find((status) => status.id === id);
    if (before === undefined) throw notFound();
    if (before.version !== version) {
      throw new Refusal("conflict", "Somebody changed this column meanwhile.", { current: before });
    }
    if (archived === true && before.archivedAt === null) refuseWhileNeeded(before, all, orders);
    const archivedAt = archived === undefined ? before.archivedAt : archived ? ctx.now().toISOString() : null;
    const others = all.filter((status) => status.id !== id).map((status) => status.id);
    await Promise.all([
      store.updateStatus(ctx, id, { ...fields, archived_at: archivedAt }),
      position === undefined ? undefined : store.setPositions(ctx, others.toSpliced(position - 1, 0, id)),
    ]);
    const after = (await store.listStatuses(ctx)).find((status) => status.id === id);
    if (after === undefined) throw notFound();
    audit.record(ctx, { action: "board_status.update", entityKind: "board_status", entityId: id, before, after });
    return after;
  });
}

/** Deletes a column no car ever stood in. */
export function deleteStatus(ctx: Context, id: string): Promise<void> {
  return inTransaction(ctx, async (ctx) => {
    const [all, orders, deleted] = await Promise.all([
      store.lockStatuses(ctx),
      store.ordersIn(ctx, id),
      store.deleteStatus(ctx, id),
    ]);
    const before = all.find((status) => status.id === id);
    if (before === undefined) throw notFound();
    if (!deleted) {
      throw new Refusal("in_use", "Cars stood in this column. Archive it instead.", { usedIn: orders.map(use) });
    }
    if (all.length === 1) throw lastColumn();
    audit.record(ctx, { action: "board_status.delete", entityKind: "board_status", entityId: id, before });
  });
}

type Order = { id: string; number: number };
const use = ({ id, number }: Order) => ({ kind: "work_order", id, label: String(number) });
const lastColumn = () => new Refusal("conflict", "A board needs at least one column.");

function refuseWhileNeeded(status: store.BoardStatus, all: store.BoardStatus[], orders: Order[]): void {
  if (orders.length > 0) {
    throw new Refusal("in_use", `Cars stand in ${status.name}. Move them to another column first.`, {
      usedIn: orders.map(use),
    });
  }
  if (!all.some((other) => other.id !== status.id && other.archivedAt === null)) throw lastColumn();
}
