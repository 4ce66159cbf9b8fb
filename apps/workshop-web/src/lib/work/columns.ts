import type { WorkOrderRow } from "@mechanicbuddy/contract/work-orders";
import type { Column } from "@mechanicbuddy/ui/columns";
import { m } from "#lib/paraglide/messages.js";

/** An order of the list with its time and sum as text. */
export type ListedOrder = WorkOrderRow & { promise?: string; total?: string };

/** Columns of the order list. The sum is there for those who may see prices. */
export function orderColumns(currency: string, prices: boolean): Column<ListedOrder>[] {
  const columns: Column<ListedOrder>[] = [
    { key: "number", heading: m["work.column.number"](), kind: "number", text: (row) => String(row.number) },
    { key: "plate", heading: m["work.column.plate"](), kind: "plate", priority: 1 },
    { key: "vehicle", heading: m["work.column.vehicle"](), text: (row) => row.vehicle },
    { key: "customer", heading: m["work.column.customer"](), text: (row) => row.customer },
    { key: "concern", heading: m["work.column.concern"](), priority: 2, text: (row) => row.concern },
    { key: "status", heading: m["work.column.status"](), text: (row) => row.boardStatus.name },
    { key: "promise", heading: m["work.column.promise"](), priority: 3 },
    { key: "said", heading: m["work.column.said"]() },
  ];
  if (!prices) return columns;
  return [
    ...columns,
    { key: "total", heading: m["work.column.total"]({ currency }), kind: "number", text: (row) => row.total },
  ];
}
